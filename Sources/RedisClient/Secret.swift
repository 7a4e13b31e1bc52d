/// A password: it can be sent, and never shown. Printing, dumping or interpolating it gives dots.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { self.bytes = Array(text.utf8) }

  package var description: String { "•••" }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// Who we are to the server. Without a user name the password is the default user's.
package struct Credentials: Hashable, Sendable {
  package let username: String?
  package let password: Secret

  package init(username: String? = nil, password: Secret) {
    self.username = username
    self.password = password
  }
}
