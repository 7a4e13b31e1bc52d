import Bytes
import Planner

/// Some hundred keys on their way through a walk: their bytes, what the probes answered, and which of them were selected.
///
/// Pages are pooled and reused; a page that has reached its working size allocates nothing.
final class KeyPage {
  /// The page's place in the pool, which tags refer to.
  let index: Int
  private var bytes = ByteBuffer(capacity: 32 << 10)
  private var ends: [Int] = []
  /// One answer for each probe of each key, key by key.
  private var answers: [Int64] = []
  private(set) var probeCount = 0
  /// What probes answered in words, one after another: the answer is the place among them.
  private var texts = ByteBuffer(capacity: 64)
  private var textEnds: [Int] = []
  /// The silent probes are answered, the touching ones are asked.
  var isTouched = false
  /// Positions of the keys that passed every filter.
  var selected: [Int32] = []
  /// Of each selected key, the digest of what was kept of it; empty where nothing is.
  var copies: [[UInt8]] = []
  /// Replies that are still to come before the page can go on.
  var pending = 0
  /// How many of `selected` were acted on.
  var actedOn = 0

  /// The answer of a probe to a key that is not there any more.
  static let gone = Int64.min
  /// The answer of a probe that the server refused.
  static let refused = Int64.min + 1
  /// The answer of a probe that a key has no answer to.
  static let null = Int64.min + 2

  init(index: Int) { self.index = index }

  var count: Int { ends.count }

  func removeAll() {
    bytes.removeAll()
    ends.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
    selected.removeAll(keepingCapacity: true)
    texts.removeAll()
    textEnds.removeAll(keepingCapacity: true)
    copies.removeAll()
    isTouched = false
    pending = 0
    actedOn = 0
  }

  func append(_ key: ByteSlice) {
    bytes.append(key)
    ends.append(bytes.count)
  }

  /// The bytes of a key; valid until the page is changed.
  func key(_ position: Int) -> ByteSlice {
    bytes.slice((position == 0 ? 0 : ends[position - 1])..<ends[position])
  }

  /// Room for the answers of every key. A touching probe is not asked of all of them.
  func expectAnswers(of probes: [Probe]) {
    probeCount = probes.count
    answers.removeAll(keepingCapacity: true)
    for _ in 0..<count {
      for probe in probes { answers.append(probe.isTouching ? Self.null : Self.gone) }
    }
  }

  func setAnswer(_ answer: Int64, key: Int, probe: Int) {
    answers[key * probeCount + probe] = answer
  }

  /// Keeps what a probe answered in words; the result is its answer.
  func keep(_ text: ByteSlice) -> Int64 {
    texts.append(text)
    textEnds.append(texts.count)
    return Int64(textEnds.count - 1)
  }

  /// The words of an answer; valid until the page is changed.
  func text(_ answer: Int64) -> ByteSlice {
    let index = Int(answer)
    return texts.slice((index == 0 ? 0 : textEnds[index - 1])..<textEnds[index])
  }

  func answer(key: Int, probe: Int) -> Int64 { answers[key * probeCount + probe] }

  /// Whether the server refused to answer something about a key.
  func isRefused(_ key: Int) -> Bool {
    (0..<probeCount).contains { answer(key: key, probe: $0) == Self.refused }
  }

  func selectAll() {
    selected.removeAll(keepingCapacity: true)
    for position in 0..<count { selected.append(Int32(position)) }
  }
}

/// The pages of a walk. A bounded number: when all are under way, no further SCAN is sent.
final class PagePool {
  private(set) var pages: [KeyPage] = []
  private var free: [Int] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var inUse: Int { pages.count - free.count }

  var isExhausted: Bool { free.isEmpty && pages.count == limit }

  func take() -> KeyPage {
    if let index = free.popLast() {
      pages[index].removeAll()
      return pages[index]
    }
    precondition(pages.count < limit, "a page was taken from an exhausted pool")
    let page = KeyPage(index: pages.count)
    pages.append(page)
    return page
  }

  func release(_ page: KeyPage) { free.append(page.index) }
}
