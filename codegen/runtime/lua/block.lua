-- Cuts the values of a message out of its block of headers, in whichever of the two modes it is.

local modules = ...
local reader, values = modules.reader, modules.values

local M = {}

-- Names are compared without regard to the case of `A` to `Z`, whatever the locale says.
local LOWER = {}
for byte = 65, 90 do
  LOWER[string.char(byte)] = string.char(byte + 32)
end

local function by_name(message)
  if not message.by_name then
    message.by_name = {}
    for index = #message.slots, 1, -1 do
      message.by_name[message.slots[index].at:gsub("[A-Z]", LOWER)] = index
    end
  end
  return message.by_name
end

-- A value behind its length. Of an expanded block, `at` is nil, and the name stands before it.
local function value(input, found, slot, at, what, record)
  record.slot, record.length_at = slot, input.at
  local length = reader.number(input, 2, at, "the length of " .. what)
  record.at, record.length = reader.take(input, length, at, what), length
  table.insert(found.records, record)
  if slot then
    if found.raws[slot] then
      found.raws[slot].is_repeated = true
    end
    found.raws[slot] = record
  end
end

local function holds(message, input, found, flags, subject, equals)
  if subject[1] == "flag" then
    return (math.floor(flags / subject[2]) % 2 == 1) == equals
  end
  local index = subject[2]
  local slot, record = message.slots[index], found.raws[index]
  if not record then
    return false
  end
  local bytes = reader.slice(input, record.at, record.length)
  values.check(slot, bytes, record.at, slot.at)
  return values.number(slot, bytes) == equals
end
M.flag_or_number = holds

local function minimal(message, input, found, flags, steps)
  for _, step in ipairs(steps) do
    if step[1] == "values" then
      for index = step[2], step[3] do
        value(input, found, index, message.slots[index].at, "its value", {})
      end
    elseif holds(message, input, found, flags, step[2], step[3]) then
      minimal(message, input, found, flags, step[4])
    end
  end
end

local function expanded(message, input, found)
  local names = by_name(message)
  found.count = reader.number(input, 2, nil, "the number of headers")
  for _ = 1, found.count do
    local record = { name_length_at = input.at }
    local length = reader.number(input, 2, nil, "the length of a header's name")
    record.name_at, record.name_length = reader.take(input, length, nil, "a header's name"), length
    local name = reader.slice(input, record.name_at, length)
    local wrong = name:find("[\128-\255]")
    if wrong then
      local what = ("byte %02x at index %d of the name"):format(name:byte(wrong), wrong - 1)
      reader.fail("header_name", nil, record.name_at, length, "ASCII", what)
    end
    record.name = name
    value(input, found, names[name:gsub("[A-Z]", LOWER)], nil, "a header's value", record)
  end
end

-- Fills `found`, so that what was found is there also if something is wrong: `records` in the order of the message, `raws`
-- by slot, `block_end`.
function M.cut(message, input, found, flags, is_minimal)
  found.block_at = input.at
  if is_minimal then
    minimal(message, input, found, flags, message.minimal)
  else
    expanded(message, input, found)
  end
  found.block_end = input.at
end

return M
