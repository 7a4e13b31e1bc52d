import Recipe

extension CheckedScript {
  /// The script that acts on each key for which `predicate` still holds; nil when the predicate cannot be told in Lua.
  init?(predicate: Formula, slots: [Slot], effect: RemovalPlan.Effect) {
    var lua = LuaPredicate(slots: slots)
    guard let condition = lua.translate(predicate) else { return nil }
    let expires = if case .expire = effect { true } else { false }
    let stride = lua.fields.count + (expires ? 1 : 0)
    let readings = Probe.allCases.filter(lua.attributes.contains).compactMap(\.luaReading)
    self.init(
      source: Self.lines(
        condition: condition, readings: readings, fieldCount: lua.fields.count, stride: stride,
        expires: expires
      ).joined(separator: "\n"),
      arguments: lua.fields, takesExpiry: expires)
  }

  private static func lines(
    condition: String, readings: [String], fieldCount: Int, stride: Int, expires: Bool
  ) -> [String] {
    var lines = ["local answers = {}", "for i, key in ipairs(KEYS) do"]
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
    lines += expires ? expiry(stride: stride) : removal
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
