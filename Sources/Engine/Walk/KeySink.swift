import Bytes
import RESP

/// Where a walk's keys end: in a spool, in an audit's sums, or removed.
protocol KeySink: AnyObject {
  /// Whether the keys must be probed and filtered by us. False: names decided, and a script decides the rest on the server.
  var wantsProbes: Bool { get }

  /// Takes a page whose `selected` keys passed. The page goes back to the pool when `release` is called on the walk.
  func take(_ page: KeyPage, in walk: KeyWalk) throws(RunFailure)

  /// Called between replies: a sink that sends commands does so here, as the window and its pace allow.
  func proceed(_ walk: KeyWalk) throws(RunFailure)

  /// Nothing left that only the sink knows of.
  var isIdle: Bool { get }

  /// Keys that the walk found were given up: reading to the end was not all.
  var isCutShort: Bool { get }

  /// Milliseconds until the pace lets the sink go on; nil where no pace holds it back.
  var pace: Int64? { get }

  /// Nothing more is to be read for now.
  var holdsReading: Bool { get }

  /// Keys to be read a second, where the sink finds the pace while it goes; nil leaves it as the statement says.
  var readingRate: Double? { get }

  /// The reply to a command of the sink's own.
  func received(_ reply: ReplyView, to command: ByteSlice, tag: WalkTag, in walk: KeyWalk)

  /// A command of the sink's own will get no reply.
  func lost(_ command: ByteSlice, tag: WalkTag, mayHaveRun: Bool, in walk: KeyWalk)

  /// A command of the sink's own may have run, and is about to be sent again.
  func willResend(_ tag: WalkTag)

  /// The walk begins again from its first key: forget what was counted and can be counted again.
  func restart() throws(RunFailure)
}

extension KeySink {
  var holdsReading: Bool { false }
  var readingRate: Double? { nil }
  var isCutShort: Bool { false }
}
