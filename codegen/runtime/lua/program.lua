-- Walks the steps of a message's program, in their order, down to the shape that it has. The first step that fails is its
-- problem. `sink` is told what lies where in a sequence.

local modules = ...
local reader, values, block = modules.reader, modules.values, modules.block

local M = {}

local Walker = {}
Walker.__index = Walker

-- A name in the entry at hand: `exact[2].topic`.
function Walker:place(name)
  local parts = {}
  for index, group in ipairs(self.groups) do
    parts[index] = ("%s[%d]."):format(group.at, group.entry)
  end
  return table.concat(parts) .. name
end

function Walker:shown_hex(bytes)
  return (bytes:sub(1, 16):gsub(".", function(byte)
    return ("%02x"):format(byte:byte())
  end))
end

-- Bytes behind a length of that width, or so many without one.
function Walker:cut(slot)
  local at, record = nil, {}
  if #self.groups == 0 then
    at = slot.at
  end
  local input = self.input
  local width, length = slot.prefix, slot.fixed
  if width then
    record.length_at, record.width = input.at, width
    if reader.left(input) < width then
      reader.short(input, input.at, width, at or self:place(slot.at), "the length of its value")
    end
    length = reader.number(input, width)
  end
  if reader.left(input) < length then
    reader.short(input, input.at, length, at or self:place(slot.at), "its value")
  end
  record.at, record.length = reader.take(input, length), length
  return record
end

-- The bytes of a value, which are one of its kind.
function Walker:checked(slot, record)
  local bytes = reader.slice(self.input, record.at, record.length)
  local ok, problem = pcall(values.check, slot, bytes, record.at, slot.at)
  if not ok then
    if type(problem) == "table" then
      problem.at = self:place(slot.at)
    end
    error(problem, 0)
  end
  return bytes
end

function Walker:group(slot, group)
  local input = self.input
  local count_at, count = input.at, nil
  if group.count then
    if reader.left(input) < group.count then
      reader.short(input, input.at, group.count, self:place(slot.at), "the number of its entries")
    end
    count = reader.number(input, group.count)
  end
  self.sink:open(slot, group, count_at, count)
  local level = { at = slot.at, entry = 0 }
  table.insert(self.groups, level)
  local before
  while true do
    if count and level.entry >= count or group.ends and reader.continues_with(input, group.ends) then
      break
    end
    local start = input.at
    self.sink:entry(level.entry, start)
    before = self:entry(group, before)
    self.sink:entry_end(input.at)
    if input.at == start then
      break -- An entry has a byte at least.
    end
    level.entry = level.entry + 1
  end
  table.remove(self.groups)
  self.sink:close(input.at)
end

function Walker:entry(group, before)
  local keys, last = {}, nil
  for _, step in ipairs(group.steps) do
    local name, index = step[1], step[2]
    local slot = group.slots[index]
    if name == "read" then
      last = self:cut(slot)
      self.sink:value(slot, last)
      local bytes = self:checked(slot, last)
      if index == group.sorted then
        keys[index] = values.key(slot, bytes)
      end
    elseif name == "group" then
      self:group(slot, self.message.groups[step[3]])
    elseif name == "literal" then
      self:literal(step[2], step[3])
    elseif name == "ascending" and before and not values.is_greater(keys[index], before[index]) then
      local found = keys[index] == before[index] and "the same once more" or "a smaller one"
      local at = self:place(slot.at)
      reader.fail("unsorted", at, last.at, last.length, "a greater value than that of the entry before", found)
    end
  end
  return keys
end

function Walker:literal(wanted, is_code)
  local input, what = self.input, is_code and "the message's code" or "a literal"
  local offset = reader.take(input, #wanted, nil, what)
  local found = reader.slice(input, offset, #wanted)
  if found ~= wanted then
    local kind = is_code and "unexpected_type" or "bad_value"
    local expected = "the bytes " .. self:shown_hex(wanted)
    reader.fail(kind, nil, offset, #wanted, expected, self:shown_hex(found))
  end
  self.sink:literal(offset, #wanted, is_code)
end

-- The bytes of a value outside of groups, checked when they are first asked for; nil for a default.
function Walker:value(index)
  local slot, record = self.message.slots[index], self.found.raws[index]
  if self.values[index] ~= nil then
    return self.values[index], record
  end
  if record then
    local bytes = reader.slice(self.input, record.at, record.length)
    values.check(slot, bytes, record.at, slot.at)
    self.values[index] = bytes
    return bytes, record
  elseif not slot.default then
    reader.fail("missing_header", slot.at, self.block_end, 0, "this header in the header block", "the block's end")
  end
end

function Walker:number(index)
  local slot, bytes = self.message.slots[index], self:value(index)
  if bytes then
    return values.number(slot, bytes)
  end
  return slot.default
end

-- A problem at a value; at the block's end if the value is a default.
function Walker:wrong(index, kind, expected, found)
  local record = self.found.raws[index]
  local offset, length = self.block_end, 0
  if record then
    offset, length = record.at, record.length
  end
  reader.fail(kind, self.message.slots[index].at, offset, length, expected, found)
end

function Walker:body(width)
  local input, at, body = self.input, self.message.body.at, {}
  if width then
    body.length_at, body.width = input.at, width
    body.length = reader.number(input, width, at, "the length of its value")
  else
    body.length = reader.left(input)
  end
  body.at = reader.take(input, body.length, at, "its value")
  self.found.body = body
end

function Walker:digest(index)
  local declared = self:value(index)
  local body = self.found.body
  local actual = self.sink:digest(body.at, body.length)
  if actual and actual ~= declared then
    local expected = "the SHA-512 of the " .. reader.bytes_of(body.length) .. " of body, "
    expected = expected .. self:shown_hex(actual:sub(1, 8)) .. "…"
    self:wrong(index, "digest_mismatch", expected, self:shown_hex(declared:sub(1, 8)) .. "…")
  end
end

local STEPS = {}

function STEPS.only_flags(walker, known)
  local beside = 0
  for bit = 0, 15 do
    local mask = 2 ^ bit
    if math.floor(walker.flags / mask) % 2 == 1 and math.floor(known / mask) % 2 == 0 then
      beside = beside + mask
    end
  end
  if beside ~= 0 then
    local expected = ("no flags but 0x%04x"):format(known)
    reader.fail("bad_value", nil, 0, 2, expected, ("0x%04x beside them"):format(beside))
  end
end

function STEPS.read(walker, index)
  local slot = walker.message.slots[index]
  local record = walker:cut(slot)
  walker.found.raws[index] = record
  walker.sink:value(slot, record)
  walker:value(index)
end

function STEPS.check(walker, index)
  walker:value(index)
end

function STEPS.group(walker, index, group)
  walker:group(walker.message.slots[index], walker.message.groups[group])
end

function STEPS.literal(walker, bytes, is_code)
  walker:literal(bytes, is_code)
end

function STEPS.body(walker, width)
  walker:body(width)
end

function STEPS.body_length(walker, index)
  local length = walker.found.body.length
  local number = walker:number(index)
  if number ~= values.of_length(length) then
    local expected = ("%d, the length of the body"):format(length)
    walker:wrong(index, "length_mismatch", expected, values.shown(number))
  end
end

function STEPS.body_digest(walker, index)
  walker:digest(index)
end

function STEPS.same(walker, index, other)
  local number, wanted = walker:number(index), walker:number(other)
  if number ~= wanted then
    local expected = ("%s as in `%s`"):format(values.shown(wanted), walker.message.slots[other].at)
    walker:wrong(index, "length_mismatch", expected, values.shown(number))
  end
end

local function holds(walker, subject, equals)
  if subject[1] == "flag" then
    return block.flag_or_number(nil, nil, nil, walker.flags, subject, equals)
  end
  return walker:number(subject[2]) == equals
end

local function walk(walker)
  local programs = walker.message.programs
  local program = programs[1]
  while true do
    for _, step in ipairs(program) do
      STEPS[step[1]](walker, step[2], step[3])
    end
    if program.shape then
      return program.shape
    end
    program = programs[holds(walker, program.on, program.equals) and program.yes or program.no]
  end
end

-- The shape that the message has. `found` is what lies where, as `block.cut` leaves it.
function M.walk(message, input, found, flags, sink)
  local walker = setmetatable({
    message = message,
    input = input,
    found = found,
    flags = flags,
    sink = sink,
    groups = {},
    values = {},
    block_end = found.block_end or input.at,
  }, Walker)
  return message.shapes[walk(walker)]
end

return M
