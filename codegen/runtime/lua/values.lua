-- The checks of one value: that its length is what its kind allows, then its form; and its number, and its place in an order.

local modules = ...
local reader = modules.reader

local M = {}

-- The lowest and the highest second byte behind each first byte of UTF-8, and how many bytes follow the first.
local function lead(byte)
  if byte >= 0xc2 and byte <= 0xdf then
    return 1, 0x80, 0xbf
  elseif byte >= 0xe0 and byte <= 0xef then
    return 2, byte == 0xe0 and 0xa0 or 0x80, byte == 0xed and 0x9f or 0xbf
  elseif byte >= 0xf0 and byte <= 0xf4 then
    return 3, byte == 0xf0 and 0x90 or 0x80, byte == 0xf4 and 0x8f or 0xbf
  end
end

-- The index from 0 of the first byte that is not UTF-8, or nil.
function M.not_utf8(text)
  local at = 1
  while true do
    at = text:find("[\128-\255]", at)
    if not at then
      return nil
    end
    local more, low, high = lead(text:byte(at))
    if not more then
      return at - 1
    end
    for index = at + 1, at + more do
      local byte = text:byte(index)
      if not byte or byte < low or byte > high then
        return at - 1
      end
      low, high = 0x80, 0xbf
    end
    at = at + more + 1
  end
end

-- Fails unless these bytes are a value of the slot; `at` names it.
function M.check(slot, value, offset, at)
  local length = #value
  if slot.exact and length ~= slot.exact then
    reader.fail("wrong_length", at, offset, length, slot.expected, reader.bytes_of(length))
  elseif slot.most and length > slot.most then
    reader.fail("too_long", at, offset, length, slot.expected, reader.bytes_of(length))
  elseif slot.form == "text" then
    local index = M.not_utf8(value)
    if index then
      local found = ("byte %02x at index %d of the value"):format(value:byte(index + 1), index)
      reader.fail("not_utf8", at, offset, length, "UTF-8 text", found)
    end
  end
end

local function without_zeros(bytes)
  local first = bytes:find("[^\0]")
  return first and bytes:sub(first) or ""
end

-- The number of an integer in one spelling: its bytes without leading zeros; a negative one has a sign and all eight. Lua has
-- no 64-bit integers in all of its versions.
function M.number(slot, value)
  if slot.form == "int" and #value > 0 and value:byte(1) >= 0x80 then
    return "-" .. ("\255"):rep(8 - #value) .. value
  elseif slot.form == "int" or slot.form == "uint" then
    return without_zeros(value)
  end
end

-- That of a length.
function M.of_length(length)
  local bytes = {}
  while length > 0 do
    table.insert(bytes, 1, string.char(length % 256))
    length = math.floor(length / 256)
  end
  return table.concat(bytes)
end

-- The same for people.
function M.shown(number)
  if not number then
    return "no number"
  end
  local sign, digits = number:match("^(%-)(........)$")
  digits = digits or number
  local sum = 0.0
  for index = 1, #digits do
    sum = sum * 256 + digits:byte(index)
  end
  if sign then
    sum = sum - 2 ^ 64
  end
  return ("%.0f"):format(sum)
end

-- What a value is sorted by, byte by byte.
function M.key(slot, value)
  if slot.form == "uint" then
    return ("\0"):rep(8 - #value) .. value
  elseif slot.form == "int" then
    local is_negative = #value > 0 and value:byte(1) >= 0x80
    local full = (is_negative and "\255" or "\0"):rep(8 - #value) .. value
    return string.char((full:byte(1) + 128) % 256) .. full:sub(2)
  end
  return value
end

-- Whether a key is greater than the one before. Lua's own `<` on strings asks the locale.
function M.is_greater(key, before)
  for index = 1, math.min(#key, #before) do
    local one, other = key:byte(index), before:byte(index)
    if one ~= other then
      return one > other
    end
  end
  return #key > #before
end

return M
