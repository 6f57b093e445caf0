-- The bytes of one message -> what it is, what lies where, and its first problem, in the order that the schema's plan has.

local modules = ...
local reader, block, program = modules.reader, modules.block, modules.program

local M = {}

-- A sink that shows nothing and compares no digest, for a look at bytes that may be anything.
M.SILENT = setmetatable({}, {
  __index = function()
    return function() end
  end,
})

local function unknown_type(protocol, direction, code, offset, length)
  local count = 0
  for _ in pairs(protocol.codes[direction]) do
    count = count + 1
  end
  local expected = ("one of the %d types that a %s sends"):format(count, M.SENDERS[direction])
  reader.fail("unknown_type", nil, offset, length, expected, ("%d"):format(code))
end

M.SENDERS = { s2b = "subscriber", b2s = "broadcaster" }

-- The flags, and the message that the type code names.
local function prefix(protocol, direction, wanted, input, outcome)
  outcome.flags = reader.number(input, 2, nil, "the flags")
  local code = reader.number(input, 2, nil, "the type")
  outcome.code = code
  local message = protocol.codes[direction][code]
  if not message then
    unknown_type(protocol, direction, code, 2, 2)
  elseif wanted and wanted ~= message then
    local expected = ("the type of %s, %d"):format(wanted.name, wanted.code)
    reader.fail("unexpected_type", nil, 2, 2, expected, ("%d, %s"):format(code, message.name))
  end
  return message
end

-- The message that begins with this code, which is then read once more as a part of it.
local function by_leading_code(protocol, direction, bytes)
  local width = protocol.leading[direction]
  if not width then
    local expected = "to be told which message it is, since none begins with its code"
    reader.fail("unknown_type", nil, 0, 0, expected, "a message without a prefix")
  end
  local code = reader.number(reader.new(bytes), width, nil, "the message's code")
  local message = protocol.codes[direction][code]
  if not message or not message.leads then
    unknown_type(protocol, direction, code, 0, width)
  end
  return message
end

local function read(protocol, direction, wanted, bytes, sink, outcome)
  local input = reader.new(bytes)
  outcome.input = input
  if protocol.has_prefix then
    outcome.message = prefix(protocol, direction, wanted, input, outcome)
  else
    outcome.message = wanted or by_leading_code(protocol, direction, bytes)
  end
  local message = outcome.message
  local is_minimal = protocol.minimal > 0 and math.floor(outcome.flags / protocol.minimal) % 2 == 1
  sink:began(outcome)
  if message.minimal then
    outcome.is_minimal = is_minimal
    block.cut(message, input, outcome.found, outcome.flags, is_minimal)
  end
  outcome.shape = program.walk(message, input, outcome.found, outcome.flags, sink)
end

-- Decodes a message that was sent in that direction, `s2b` or `b2s`; `wanted` is what it is, if that is known.
function M.decode(protocol, direction, wanted, bytes, sink)
  local outcome = {
    protocol = protocol,
    direction = direction,
    flags = 0,
    found = { records = {}, raws = {} },
  }
  local ok, problem = pcall(read, protocol, direction, wanted, bytes, sink, outcome)
  if not ok then
    if type(problem) ~= "table" then
      error(problem, 0) -- This is no problem of the message.
    end
    outcome.problem = problem
  end
  return outcome
end

-- Whether the bytes are a message without anything that a reader would pass over: enough to take them for one unasked.
function M.is_plain(protocol, direction, bytes)
  local outcome = M.decode(protocol, direction, nil, bytes, M.SILENT)
  if outcome.problem or outcome.input.at ~= #bytes then
    return false
  end
  local unnamed = outcome.flags
  for _, flag in ipairs(protocol.flags) do
    unnamed = unnamed - math.floor(outcome.flags / flag.mask) % 2 * flag.mask
  end
  for _, record in ipairs(outcome.found.records) do
    if not record.slot then
      return false
    end
  end
  return unnamed == 0
end

return M
