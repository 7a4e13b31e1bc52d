import Platform

extension Socket {
  /// The longest path of a Unix socket, in bytes: `sun_path` without its final NUL.
  static var longestPath: Int { MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1 }

  /// Connects, as long as the patience lasts. (The resolver has time-outs of its own.)
  static func open(
    _ transport: ServerAddress.Transport, _ options: TLSOptions, _ patience: Patience
  ) throws(OpenFailure) -> Socket {
    switch transport {
    case .unixSocket(let path): return try openUnixSocket(path, patience)
    case .tcp(let endpoint): return try openTCP(endpoint, patience)
    case .tls(let endpoint): return try openTLS(endpoint, options, patience)
    case .cluster: throw OpenFailure(.notBuilt, "Cluster is not built yet")
    case .sentinel: preconditionFailure("sentinels are asked for the master first")
    case .sandbox: preconditionFailure("a sandbox is started before it is connected to")
    }
  }

  private static func openUnixSocket(
    _ path: String, _ patience: Patience
  ) throws(OpenFailure) -> Socket {
    let bytes = Array(path.utf8)
    guard bytes.count <= longestPath else {
      throw OpenFailure(.notPermitted, "the socket's path is longer than \(longestPath) bytes")
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let socket = try make(family: AF_UNIX)
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket.descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try socket.finishConnecting(status, patience)
    return socket
  }

  /// There is no way back to plain text: whatever goes wrong ends the socket.
  private static func openTLS(
    _ endpoint: ServerAddress.HostAndPort, _ options: TLSOptions, _ patience: Patience
  ) throws(OpenFailure) -> Socket {
    let context = try TLSContext.make(options)
    var socket = try openTCP(endpoint, patience)
    let session = try TLSSession(
      context, on: socket.descriptor, host: endpoint.host,
      hasCertificate: options.certificateFile != nil)
    while try !session.shakeHands() {
      _ = try patience.wait(
        for: Int16(session.events(forWriting: false)), on: socket.descriptor,
        or: "no answer to the TLS handshake; does this port speak TLS?")
    }
    socket.secure(with: session)
    return socket
  }

  private static func openTCP(
    _ endpoint: ServerAddress.HostAndPort, _ patience: Patience
  ) throws(OpenFailure) -> Socket {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = streamSocket
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(endpoint.host, String(endpoint.port), &hints, &list)
    guard status == 0 else {
      throw OpenFailure(
        .unavailable, gai_strerror(status).map { String(cString: $0) } ?? "unknown host")
    }
    defer { freeaddrinfo(list) }
    var failure = OpenFailure(.unavailable, "the host has no address")
    var next = list
    while let candidate = next?.pointee {
      do throws(OpenFailure) {
        let socket = try make(family: candidate.ai_family)
        var one: Int32 = 1
        setsockopt(
          socket.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one,
          socklen_t(MemoryLayout<Int32>.size))
        try socket.finishConnecting(
          connect(socket.descriptor, candidate.ai_addr, candidate.ai_addrlen), patience)
        return socket
      } catch {
        failure = error
      }
      next = candidate.ai_next
    }
    throw failure
  }

  private static func make(family: Int32) throws(OpenFailure) -> Socket {
    let descriptor = Platform.socket(family, streamSocket, 0)
    guard descriptor >= 0 else { throw OpenFailure(.unavailable, systemMessage(errno)) }
    let socket = Socket(owning: descriptor)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    #if !canImport(Glibc)
      var one: Int32 = 1
      setsockopt(
        descriptor, SOL_SOCKET, SO_NOSIGPIPE, &one, socklen_t(MemoryLayout<Int32>.size))
    #endif
    return socket
  }

  private borrowing func finishConnecting(
    _ status: Int32, _ patience: Patience
  ) throws(OpenFailure) {
    if status == 0 { return }
    var number = errno
    if number == EINPROGRESS || number == EINTR {
      while !(try patience.wait(for: Int16(POLLOUT), on: descriptor, or: "no answer in time")) {}
      var length = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &length)
      if number == 0 { return }
    }
    // EAGAIN is what a Unix socket says whose backlog is full.
    let isRefusal = number == EACCES || number == EPERM
    throw OpenFailure(isRefusal ? .notPermitted : .unavailable, systemMessage(number))
  }

  private static var streamSocket: Int32 {
    #if canImport(Glibc)
      Int32(SOCK_STREAM.rawValue)
    #else
      SOCK_STREAM
    #endif
  }
}
