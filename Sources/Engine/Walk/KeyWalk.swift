import Bytes
import Planner
import RESP
import Recipe
import RedisClient
import RowSources
import SourceText

/// Walks the keys that a statement selects: SCAN in several parts at once, or a tag, or names from a list or from rows; names
/// filtered, probes pipelined, pages handed to a sink.
///
/// A cursor is a position in one process on one connection: when the connection is lost the walk begins again. Nothing is
/// acted on twice by that, because a sink removes what it acted on, or forgets what it counted.
final class KeyWalk: CommandStreamClient {
  /// Keys that SCAN gave us, those that the names refused included.
  var seen = 0
  /// Keys skipped because the server's profile protects them.
  private(set) var protectedKeys = 0
  /// Keys that could not be judged because the server refused to answer about them.
  var unjudged = ItemLedger()
  private var refusal: ItemFailure?

  let session: ServerSession
  let program: Program
  let keys: KeyScope
  private(set) var stream: CommandStream?
  private let sink: any KeySink
  private let interrupts: any InterruptSource
  let pool: PagePool
  private var lanes: [ScanLane] = []
  private var borders = PartBorders(parts: 1, pageSize: ScanPage.smallest)
  var named: NamedKeys?
  var rowKeys: RowKeys?
  /// The words of the command that reads the next page, up to its cursor, and from there to its size.
  private var paging: (head: [[UInt8]], tail: [[UInt8]]) = ([], [])
  /// Of two elements of a page the second is a score.
  private var isScored = false
  private var scanPacer: Pacer?
  /// Keys of a larger hash are not looked at; nil to look at all.
  private let sampleLimit: UInt64?
  private let typeProbe: Int?
  /// Where an earlier walk of the same server's process was; nil to begin at the beginning.
  private var resumed: WalkPlace?
  private let checkpoints: WalkCheckpoints?
  var failure: RunFailure?
  private var needsRestart = false
  /// Nothing new is read: what is under way is accounted for, and that is the end.
  var isStopping = false

  /// Other hashes than those of jitter and groups, so that a sample is of all their values.
  private static let sampleSeed: UInt64 = 0x73616D706C65

  /// Pages under way at once: two for each part of the scan.
  private static let pageLimit = 32

  /// - Parameter source: where the program's keys come from rows.
  /// - Parameter place: where an earlier walk was; only of a SCAN, and only of the same process of the server.
  init(
    session: ServerSession, program: Program, sink: any KeySink, interrupts: any InterruptSource,
    source: (any RowSource)? = nil, from place: WalkPlace? = nil,
    checkpoints: WalkCheckpoints? = nil
  ) {
    resumed = place
    self.checkpoints = checkpoints
    self.session = session
    self.program = program
    self.sink = sink
    self.interrupts = interrupts
    keys = KeyScope(program: program, typeNames: TypeNames(), now: session.clock.now)
    typeProbe = program.probes.firstIndex(of: .type)
    pool = PagePool(limit: Self.pageLimit)
    scanPacer = Pacer(rate: program.scanRate)
    if let source, case .rowKeys(_, let key) = program.input {
      rowKeys = RowKeys(source, key: key, slots: program.slots, scope: keys.scope)
    }
    if case .share(let share) = program.sample, share < 1 {
      sampleLimit = UInt64(share * 0x1p64)
    } else {
      sampleLimit = nil
    }
  }

  /// Walks to the end, or throws what stopped it.
  func run(onProgress: () -> Void) throws(RunFailure) {
    let keyCount = try session.keyCount()
    let stream = CommandStream(session.connection, client: self, interrupts: interrupts)
    self.stream = stream
    try preparePaging()
    start(keyCount: keyCount)
    while true {
      isStopping = isStopping || stream.stopSignal != nil || failure != nil
      try sink.proceed(self)
      scanPacer.follow(sink.readingRate)
      let isHeld = sink.holdsReading || checkpoints?.wantsIdle() == true
      if !isStopping, !needsRestart, !isHeld { read(stream) }
      try stream.pump(milliseconds: 0)
      onProgress()
      if let checkpoints, checkpoints.isWanted, let place { try checkpoints.note(place) }
      if needsRestart, !isStopping { try restart(keyCount: keyCount) }
      if stream.isIdle, sink.isIdle, isStopping || isRead { break }
      try stream.wait(pace: [sink.pace, scanPacer?.wait].compactMap { $0 }.min())
    }
    if let failure { throw failure }
    if let signal = stream.stopSignal, needsRestart || !isRead || sink.isCutShort {
      throw .interrupted(signal)
    }
  }

  /// Ends the walk after what is under way: nothing new is read.
  func stop() { isStopping = true }

  func release(_ page: KeyPage) { pool.release(page) }

  func page(_ index: Int) -> KeyPage { pool.pages[index] }

  /// Where the walk goes on; nil where something that it has read is not acted on.
  var place: WalkPlace? {
    guard failure == nil, !needsRestart, stream?.isIdle == true, sink.isIdle, !sink.isCutShort,
      pool.inUse == 0
    else { return nil }
    var place = WalkPlace(parts: lanes.map(\.place))
    borders.note(in: &place)
    (place.seen, place.protectedKeys) = (seen, protectedKeys)
    return place
  }

  // MARK: Reading keys

  private var isRead: Bool {
    guard pool.inUse == 0 else { return false }
    return isListed ? isListRead : lanes.allSatisfy { $0.state == .done }
  }

  /// Keys come from a list or from rows, not from the server.
  private var isListed: Bool { named != nil || rowKeys != nil }

  var isListRead: Bool { named?.isAtEnd ?? rowKeys?.isAtEnd ?? true }

  private func start(keyCount: Int) {
    switch program.input {
    case .keys(let keys): named = NamedKeys(keys)
    case .rowKeys, .rows, .none: break
    case .tag: start(bits: 0)
    case .scan:
      if let resumed {
        (seen, protectedKeys) = (resumed.seen, resumed.protectedKeys)
        lanes = resumed.parts.enumerated().map {
          ScanLane($1, index: $0, bits: resumed.bits, pageSize: program.pageSize)
        }
        borders = PartBorders(resumed, pageSize: lanes[0].page.largest)
        return
      }
      let bits =
        session.capabilities.hasPartitionedScan && !hasBrokenPartition
        ? ScanPartition.bits(forKeys: keyCount) : 0
      start(bits: bits)
    }
  }

  /// What a page is asked for with. A tag says first what it is; one that is not there has no page.
  private func preparePaging() throws(RunFailure) {
    let count = [Array("COUNT".utf8)]
    switch program.input {
    case .scan(let pattern):
      paging = ([Array("SCAN".utf8)], [Array("MATCH".utf8), pattern.glob] + count)
    case .tag(let input):
      let type = try session.ask([Array("TYPE".utf8), input.tag])
      if let error = type.error { throw .server(error, doing: "TYPE") }
      switch type.text {
      case "zset": isScored = true
      case "set", "none": isScored = false
      default: throw .refused(wrongType(input, type.text ?? "module type"))
      }
      paging = ([Array((isScored ? "ZSCAN" : "SSCAN").utf8), input.tag], count)
    case .keys, .rowKeys, .rows, .none: break
    }
  }

  private func wrongType(_ input: TagInput, _ type: String) -> Lowering.Refusal {
    Lowering.Refusal(
      diagnostic: Diagnostic(
        id: "G021", severity: .refused, at: program.action.location,
        message: "`\(Escaping.escaped(input.tag))` is no tag: it holds a \(Escaping.escaped(type))",
        label: "a tag is a set or a sorted set of keys",
        help: "name the set that lists the keys, or sweep them by pattern"), kind: .recipe)
  }

  private func start(bits: Int) {
    lanes = (0..<1 << bits).map {
      ScanLane(ScanPartition(index: UInt64($0), bits: bits), pageSize: program.pageSize)
    }
    borders = PartBorders(parts: lanes.count, pageSize: lanes[0].page.largest)
  }

  private func read(_ stream: CommandStream) {
    if isListed { return readList(stream) }
    for lane in lanes.indices where lanes[lane].state == .ready {
      guard stream.hasRoom, pool.inUse + scansInFlight < KeyWalk.pageLimit,
        scanPacer.allowance(now: MonotonicTime.now().nanoseconds) > 0
      else { return }
      scan(lane, on: stream)
    }
  }

  private var scansInFlight: Int { lanes.count { $0.state == .scanning } }

  private func scan(_ lane: Int, on stream: CommandStream) {
    lanes[lane].state = .scanning
    let connection = session.connection
    let pageSize = lanes[lane].page.size
    connection.encoder.beginCommand(argumentCount: paging.head.count + paging.tail.count + 2)
    for word in paging.head { connection.encoder.append(argument: word) }
    connection.encoder.append(argument: Array(String(lanes[lane].partition.cursor).utf8))
    for word in paging.tail { connection.encoder.append(argument: word) }
    connection.encoder.append(argument: pageSize)
    scanPacer.spend(pageSize)
    stream.enqueue(tag: WalkTag(.scan, page: lane).bits)
  }

  private func scanned(_ reply: ReplyView, lane: Int) throws(RunFailure) {
    var parts = reply.elements
    guard reply.kind == .array, let cursor = parts.next(), let found = parts.next(),
      let next = UInt64(cursor.bytes.description)
    else {
      let doing = paging.head.first.map { String(decoding: $0, as: UTF8.self) } ?? "SCAN"
      throw reply.isError
        ? .server(ServerError(reply.bytes), doing: doing)
        : .server(ServerError(message: Array("\(doing) answered no page".utf8)), doing: doing)
    }
    switch lanes[lane].partition.advance(to: next) {
    case .more: lanes[lane].state = .ready
    case .done: lanes[lane].state = .done
    case .broken:
      // This server walks otherwise than we thought: one cursor, from the start.
      lanes[lane].state = .done
      hasBrokenPartition = true
      needsRestart = true
    }
    let entries = lanes[lane].page.size
    lanes[lane].page.found(isScored ? found.count / 2 : found.count)
    guard !needsRestart else { return }
    defer { borders.pass(entries, part: lane) }
    guard found.count > 0 else { return }
    let page = pool.take()
    let isLast = lanes[lane].state == .done
    for (number, element) in found.elements.enumerated() where !isScored || number % 2 == 0 {
      let key = element.bytes
      // Both must see the key.
      let isRepeat = !lanes[lane].isNew(key)
      if borders.isNew(key, part: lane, isLast: isLast), !isRepeat { append(key, to: page) }
    }
    try go(on: page)
  }

  private var hasBrokenPartition = false

  /// Adds a key that its name does not rule out.
  func append(_ key: ByteSlice, to page: KeyPage) {
    seen += 1
    guard keys.bindName(key) else { return }
    if let filter = program.nameFilter {
      keys.scope.reset()
      guard case .boolean(true) = filter.evaluate(in: keys.scope) else { return }
    }
    if let sampleLimit, StableHash.hash(key, seed: KeyWalk.sampleSeed) > sampleLimit { return }
    for pattern in program.protected where pattern.matches(key) {
      protectedKeys += 1
      return
    }
    page.append(key)
  }

  // MARK: Probing

  func go(on page: KeyPage) throws(RunFailure) {
    if page.count == 0 {
      pool.release(page)
    } else if sink.wantsProbes, !program.probes.isEmpty {
      probe(page)
    } else {
      page.selectAll()
      try sink.take(page, in: self)
    }
  }

  private func probe(_ page: KeyPage) {
    page.expectAnswers(of: program.probes)
    page.selectAll()
    ask(program.probes.indices.prefix { !program.probes[$0].isTouching }, of: page)
  }

  /// Asks the keys that are still selected.
  private func ask(_ probes: Range<Int>, of page: KeyPage) {
    guard let stream else { preconditionFailure("a probe before the walk began") }
    let connection = session.connection
    for position in page.selected {
      let key = page.key(Int(position))
      for number in probes {
        let type = typeProbe.map { page.answer(key: Int(position), probe: $0) }
        guard
          connection.encoder.append(
            program.probes[number], key: key,
            type: type.flatMap { $0 >= 0 ? keys.typeNames.name($0) : nil })
        else { continue }
        page.pending += 1
        stream.enqueue(
          tag: WalkTag(.probe, page: page.index, key: Int(position), extra: number).bits)
      }
    }
  }

  private func probed(_ reply: ReplyView, _ tag: WalkTag) throws(RunFailure) {
    let page = pool.pages[tag.page]
    let answer = program.probes[tag.extra].answer(reply, page, keys.typeNames)
    if answer == KeyPage.refused { refusal = ItemFailure(ServerError(reply.bytes)) }
    page.setAnswer(answer, key: tag.key, probe: tag.extra)
    page.pending -= 1
    if page.pending == 0 { try answered(page) }
  }

  /// What was asked of a page is answered: the keys that pass are asked more, or handed over.
  private func answered(_ page: KeyPage) throws(RunFailure) {
    select(page, by: page.isTouched ? program.touchingFilter : program.filter)
    if !page.isTouched, let first = program.probes.firstIndex(where: \.isTouching) {
      page.isTouched = true
      ask(first..<program.probes.count, of: page)
      if page.pending == 0 { try answered(page) }
    } else if page.selected.isEmpty {
      pool.release(page)
    } else {
      try sink.take(page, in: self)
    }
  }

  /// Leaves selected only those keys of a probed page that pass.
  private func select(_ page: KeyPage, by filter: Formula?) {
    page.selected.removeAll { position in
      let position = Int(position)
      if let refusal, page.isRefused(position) {
        unjudged.fail(refusal, key: page.key(position), row: nil)
        if program.action.failure == .stop { isStopping = true }
        return true
      }
      guard keys.bindName(page.key(position)), keys.bindAnswers(page, position) else { return true }
      guard let filter else { return false }
      keys.scope.reset()
      if case .boolean(true) = filter.evaluate(in: keys.scope) { return false }
      return true
    }
  }

  // MARK: Replies and losses

  func received(_ reply: ReplyView, to command: ByteSlice, tag bits: UInt64) {
    let tag = WalkTag(bits)
    // What is read after a failure leads nowhere; what was sent to change something is accounted for all the same.
    if failure != nil, tag.kind == .scan || tag.kind == .probe { return }
    do throws(RunFailure) {
      switch tag.kind {
      case .scan: try scanned(reply, lane: tag.page)
      case .probe: try probed(reply, tag)
      case .act, .load, .keep: sink.received(reply, to: command, tag: tag, in: self)
      }
    } catch {
      failure = failure ?? error
    }
  }

  /// Everything a walk sends can be sent again, but a cursor is worth nothing on another connection.
  func mayResend(tag bits: UInt64) -> Bool {
    let tag = WalkTag(bits)
    if tag.kind == .act { sink.willResend(tag) }
    return tag.kind != .scan
  }

  func lost(_ command: ByteSlice, tag bits: UInt64, mayHaveRun: Bool) {
    let tag = WalkTag(bits)
    switch tag.kind {
    case .scan: lanes[tag.page].state = .done
    case .probe: return
    case .act, .load, .keep: sink.lost(command, tag: tag, mayHaveRun: mayHaveRun, in: self)
    }
  }

  func connectionReplaced() {
    if !isListed { needsRestart = true }
  }

  private func restart(keyCount: Int) throws(RunFailure) {
    // What is under way ends first, so that its pages are free again.
    guard let stream, stream.isIdle, sink.isIdle else { return }
    needsRestart = false
    seen = 0
    protectedKeys = 0
    unjudged = ItemLedger()
    try sink.restart()
    resumed = nil
    start(keyCount: keyCount)
  }
}
