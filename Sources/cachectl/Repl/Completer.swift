import Console
import Engine
import Recipe

/// What may stand at the cursor.
final class Completer {
  let session: ReplSession

  init(_ session: ReplSession) { self.session = session }

  func complete(_ text: String) -> Completion { Completion(word: "") }
}
