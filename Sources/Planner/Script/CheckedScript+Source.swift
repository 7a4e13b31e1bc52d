import Recipe

extension CheckedScript {
  /// The script that acts on each key for which the predicate still holds; nil when it cannot be told in Lua.
  init?(_ predicate: PredicateSplit, slots: [Slot], effect: RemovalPlan.Effect, keepsCopy: Bool) {
    var lua = LuaPredicate(slots: slots)
    let always = Formula.constant(Constant(.boolean(true)))
    guard let condition = lua.holds(predicate.attributes ?? always) else { return nil }
    var touching: String?
    if let late = predicate.touching {
      touching = lua.holds(late)
      guard touching != nil else { return nil }
    }
    let (expires, renames): (Bool, Bool) =
      switch effect {
      case .unlink, .persist: (false, false)
      case .expire: (true, false)
      case .rename(_, let life): (life != nil, true)
      }
    let stride = lua.fields.count + (expires || keepsCopy ? 1 : 0)
    let asked = touching == nil ? lua.attributes : lua.attributes.union([.type])
    let readings = Probe.silent.filter(asked.contains).compactMap(\.luaReading)
    self.init(
      source: Self.lines(
        condition: condition, readings: readings,
        touching: touching.map { Self.touching($0, lua) } ?? [], readsTime: lua.readsTime,
        fieldCount: lua.fields.count, stride: stride, effect: effect, comparesCopy: keepsCopy
      ).joined(separator: "\n"),
      arguments: lua.fields, takesExpiry: expires, takesCopy: keepsCopy, takesTarget: renames)
  }

  private static func lines(
    condition: String, readings: [String], touching: [String], readsTime: Bool, fieldCount: Int,
    stride: Int, effect: RemovalPlan.Effect, comparesCopy: Bool
  ) -> [String] {
    var lines = (readsTime ? Self.times : []) + ["local answers = {}"]
    if case .rename = effect {
      lines += ["local count = #KEYS / 2", "for i = 1, count do", "  local key = KEYS[i]"]
    } else {
      lines.append("for i, key in ipairs(KEYS) do")
    }
    if fieldCount > 0 {
      let fields = (1...fieldCount).map { "ARGV[(i - 1) * \(stride) + \($0)]" }
      lines.append("  local field = {\(fields.joined(separator: ", "))}")
    }
    lines += [
      "  local ttl = redis.call('PTTL', key)",
      "  if ttl == -2 then",
      "    answers[i] = '2'",
      "  else",
      "    if ttl == -1 then ttl = math.huge end",
    ]
    lines += readings.map { "    " + $0 }
    if touching.isEmpty {
      lines.append("    if \(condition) then")
    } else {
      lines += ["    local holds = \(condition)", "    if holds then"]
      lines += touching.map { "      " + $0 }
      lines += ["    end", "    if holds then"]
    }
    lines += comparesCopy ? compared(stride: stride) : action(effect, stride: stride)
    lines += [
      "    else",
      "      answers[i] = '0'",
      "    end",
      "  end",
      "end",
      "return table.concat(answers)",
    ]
    return lines
  }

  /// What touches the key is asked only where all else holds.
  private static func touching(_ condition: String, _ lua: LuaPredicate) -> [String] {
    var lines: [String] = []
    if lua.attributes.contains(.length) {
      lines.append("local length")
      for form in Probe.lengths {
        lines.append(
          "if kind == '\(form.type)' then length = redis.call('\(form.command)', key) end")
      }
    }
    if !lua.hashFields.isEmpty {
      lines += ["local value = {}", "if kind == 'hash' then"]
      for (index, name) in lua.hashFields.enumerated() {
        let name = LuaPredicate.quoted(name.utf8)
        // A field that is not there is false to Lua.
        lines.append("  value[\(index + 1)] = redis.call('HGET', key, \(name)) or nil")
      }
      lines.append("end")
    }
    return lines + ["holds = \(condition)"]
  }

  /// Digits past what a double holds to the unit are no time: such a key is left alone.
  private static let times = [
    "local time = redis.call('TIME')",
    "local now = time[1] * 1000 + math.floor(time[2] / 1000)",
    "local function instant(text, scale)",
    "  if not text or #text > 15 then return nil end",
    "  if not (text:match('^-?%d+$') or text:match('^-?%d+%.%d+$')) then return nil end",
    "  return math.floor(tonumber(text) * scale + 0.5)",
    "end",
    "local function age(at) return at and now - at end",
  ]

  private static func action(_ effect: RemovalPlan.Effect, stride: Int) -> [String] {
    switch effect {
    case .unlink: removal
    case .expire: expiry(stride: stride)
    case .persist: persistence
    case .rename(_, let life): renaming(stride: life == nil ? nil : stride)
    }
  }

  private static let persistence = [
    "      if ttl == math.huge then",
    "        answers[i] = '4'",
    "      else",
    "        local reply = redis.pcall('PERSIST', key)",
    "        answers[i] = type(reply) == 'table' and '3' or '1'",
    "      end",
  ]

  /// - Parameter stride: where the expiry stands among the arguments; nil where the key keeps its own TTL.
  private static func renaming(stride: Int?) -> [String] {
    let expiry = stride.map {
      ["        redis.call('PEXPIREAT', KEYS[count + i], ARGV[i * \($0)])"]
    }
    return [
      "      local reply = redis.pcall('RENAMENX', key, KEYS[count + i])",
      "      if type(reply) == 'table' then",
      "        answers[i] = '3'",
      "      elseif reply == 0 then",
      "        answers[i] = '5'",
      "      else",
    ] + (expiry ?? []) + ["        answers[i] = '1'", "      end"]
  }

  private static let removal = [
    "      local reply = redis.pcall('UNLINK', key)",
    "      answers[i] = type(reply) == 'table' and '3' or '1'",
  ]

  /// What was kept must be what is removed.
  private static func compared(stride: Int) -> [String] {
    [
      "      if redis.sha1hex(redis.call('DUMP', key)) ~= ARGV[i * \(stride)] then",
      "        answers[i] = '0'", "      else",
    ] + removal.map { "  " + $0 } + ["      end"]
  }

  /// The comparison stands for `LT`, which servers before 7.0 do not have. `now` is taken from the key's own TTL: the
  /// argument is absolute, so a resend cannot move it.
  private static func expiry(stride: Int) -> [String] {
    [
      "      local at = tonumber(ARGV[i * \(stride)])",
      "      local time = redis.call('TIME')",
      "      local now = time[1] * 1000 + math.floor(time[2] / 1000)",
      "      if ttl <= at - now then",
      "        answers[i] = '4'",
      "      else",
      "        local reply = redis.pcall('PEXPIREAT', key, ARGV[i * \(stride)])",
      "        answers[i] = type(reply) == 'table' and '3' or '1'",
      "      end",
    ]
  }
}
