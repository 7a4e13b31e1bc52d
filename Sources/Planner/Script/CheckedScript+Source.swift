import Recipe

extension CheckedScript {
  /// The script that acts on each key for which `predicate` still holds; nil when the predicate cannot be told in Lua.
  init?(predicate: Formula, slots: [Slot], effect: RemovalPlan.Effect) {
    var lua = LuaPredicate(slots: slots)
    guard let condition = lua.translate(predicate) else { return nil }
    let (expires, renames): (Bool, Bool) =
      switch effect {
      case .unlink, .persist: (false, false)
      case .expire: (true, false)
      case .rename(_, let life): (life != nil, true)
      }
    let stride = lua.fields.count + (expires ? 1 : 0)
    let readings = Probe.allCases.filter(lua.attributes.contains).compactMap(\.luaReading)
    self.init(
      source: Self.lines(
        condition: condition, readings: readings, fieldCount: lua.fields.count, stride: stride,
        effect: effect
      ).joined(separator: "\n"),
      arguments: lua.fields, takesExpiry: expires, takesTarget: renames)
  }

  private static func lines(
    condition: String, readings: [String], fieldCount: Int, stride: Int,
    effect: RemovalPlan.Effect
  ) -> [String] {
    var lines = ["local answers = {}"]
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
    lines.append("    if \(condition) then")
    lines += action(effect, stride: stride)
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
