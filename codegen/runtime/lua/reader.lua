-- Reads numbers and stretches of bytes out of one message, which is a string. Offsets count from 0, as in a capture.

local M = {}

-- Ends the reading of a message with its first problem. `decode.lua` catches it.
function M.fail(kind, at, offset, length, expected, found)
  error({ kind = kind, at = at, offset = offset, length = length, expected = expected, found = found })
end

function M.new(bytes)
  return { bytes = bytes, at = 0 }
end

function M.left(reader)
  return #reader.bytes - reader.at
end

function M.bytes_of(count)
  return count == 1 and "1 byte" or ("%.0f bytes"):format(count)
end

function M.short(reader, offset, needed, at, what)
  local left = M.left(reader)
  M.fail("truncated", at, offset, left, M.bytes_of(needed) .. " for " .. what, M.bytes_of(left))
end

-- A big-endian number of that many bytes. One that is too large to be exact is larger than any message, too.
function M.number(reader, width, at, what)
  local offset = reader.at
  if M.left(reader) < width then
    M.short(reader, offset, width, at, what)
  end
  local number = 0.0
  for index = offset + 1, offset + width do
    number = number * 256 + reader.bytes:byte(index)
  end
  reader.at = offset + width
  return math.floor(number)
end

-- The offset of so many bytes, which are then behind it.
function M.take(reader, length, at, what)
  local offset = reader.at
  if M.left(reader) < length then
    M.short(reader, offset, length, at, what)
  end
  reader.at = offset + length
  return offset
end

-- Those bytes themselves.
function M.slice(reader, offset, length)
  return reader.bytes:sub(offset + 1, offset + length)
end

function M.continues_with(reader, bytes)
  return M.slice(reader, reader.at, #bytes) == bytes
end

return M
