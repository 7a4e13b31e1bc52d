import Bytes
import Foundation
import Testing

@Suite struct JSONTests {
  @Test func everyControlByteIsEscaped() throws {
    for byte in UInt8(0)..<0x80 {
      for padding in [0, 3, 8, 13] {
        let bytes = Array(repeating: UInt8(ascii: "p"), count: padding) + [byte]
        let json = withSlice(bytes) { slice in appended { $0.append(jsonString: slice) } }
        #expect(json.utf8.allSatisfy { $0 >= 0x20 })
        let value = try JSONSerialization.jsonObject(
          with: Data(json.utf8), options: .fragmentsAllowed)
        #expect(value as? String == String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  /// Eight bytes are looked at together, and the last eight overlap those before them: each byte at each place.
  @Test func aSpecialByteIsSeenWhereverItStands() {
    for length in 1...20 {
      for place in 0..<length {
        for special in [0x00, 0x1F, 0x22, 0x5C, 0x7F, 0x80, 0xFF] as [UInt8] {
          var bytes = [UInt8](repeating: 0x61, count: length)
          bytes[place] = special
          let text = appended { buffer in
            withSlice(bytes) { _ = buffer.append(jsonString: $0, invalidUTF8: .lossless) }
          }
          let isPlain = text.utf8.elementsEqual([0x22] + bytes + [0x22])
          #expect(isPlain == (special == 0x7F), "byte \(special) at \(place) of \(length)")
        }
      }
    }
  }

  @Test func whatNeedsNoEscapeStays() {
    let text = "naïve 日本語 😀 / \u{7F} \u{2028}"
    let json = appended { $0.append(jsonString: text) }
    #expect(json == "\"\(text)\"")
  }

  @Test func shortEscapes() {
    let json = appended { $0.append(jsonString: "a\"b\\c\n\r\t\u{8}\u{C}\u{1F}") }
    #expect(
      json == #""a\"b\\c\n\r\t\b\f\u001f""#)
  }

  @Test func invalidUTF8IsRefusedOrKept() {
    withSlice([UInt8(ascii: "a"), 0xFF]) { slice in
      var buffer = ByteBuffer()
      let isStrictlyWritten = buffer.append(jsonString: slice)
      #expect(!isStrictlyWritten)
      #expect(buffer.copy() == [])
      let isWritten = buffer.append(jsonString: slice, invalidUTF8: .lossless)
      #expect(isWritten)
      #expect(buffer.copy() == Array(#"{"base64":"Yf8="}"#.utf8))
    }
  }

  @Test func aDocument() {
    var json = JSONObjectWriter()
    json.beginObject()
    json.field("name", "a \"b\"")
    json.field("count", 3)
    json.field("share", 0.5)
    json.field("dry", false)
    json.field("none", nil as Int?)
    json.field("key", bytes: [0xFF])
    json.beginArray("list")
    json.value(1)
    json.beginObject()
    json.endObject()
    json.value("x")
    json.beginArray()
    json.endArray()
    json.null()
    json.value(Double.nan)
    json.endArray()
    json.beginObject("sub")
    json.field("deep", true)
    json.endObject()
    json.endObject()
    json.endLine()
    json.beginArray()
    json.endArray()
    let text = json.text
    #expect(
      text == #"""
        {"name":"a \"b\"","count":3,"share":0.5,"dry":false,"none":null,"key":{"base64":"/w=="},\#
        "list":[1,{},"x",[],null,null],"sub":{"deep":true}}
        []
        """#)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func base64OfRFC4648(text: String, encoded: String) {
    let written = withSlice(text) { slice in appended { $0.append(base64: slice) } }
    #expect(written == encoded)
  }

  @Test func base64OfEveryByte() {
    let bytes = (UInt8.min...UInt8.max).map { $0 }
    let written = withSlice(bytes) { slice in appended { $0.append(base64: slice) } }
    #expect(written == Data(bytes).base64EncodedString())
  }
}
