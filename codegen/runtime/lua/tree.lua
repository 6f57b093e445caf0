-- A message as a tree of what its bytes are, as far as it was read.

local modules = ...
local forms = modules.forms

local M = {}

-- The most parts that are shown of a message and of a packet: Wireshark gives up on a packet that has a million.
M.MOST_PARTS = 20000
M.MOST_PARTS_IN_PACKET = 200000

local Shown = {}
Shown.__index = Shown

-- `context`: the fields by name, the root's item, how many parts may be shown, what compares digests.
function M.new(tvb, bytes, root, context)
  return setmetatable({
    tvb = tvb,
    bytes = bytes,
    root = root,
    fields = context.fields,
    left = context.parts,
    hash = context.hash,
    open_items = {},
    starts = {},
    hidden = 0,
  }, Shown)
end

-- Whether one more part may be shown.
function Shown:may()
  if self.left > 0 then
    self.left = self.left - 1
    return true
  end
  self.hidden = self.hidden + 1
  return false
end

function Shown:top()
  return self.open_items[#self.open_items] or self.root
end

-- The bytes there that a form looks at.
function Shown:start_of(at, length)
  return self.bytes:sub(at + 1, at + math.min(length, forms.MOST))
end

-- An item for a value, whatever its bytes are.
function Shown:value_item(parent, slot, at, length)
  local range = self.tvb(at, length)
  if length <= (slot.exact or slot.most or length) then
    local shown = forms[slot.form].add(parent, slot.field, range, self:start_of(at, length))
    if shown then
      return shown
    end
  end
  local item = parent:add(self.fields.wrong, range)
  item:prepend_text(slot.at .. ": ")
  return item
end

-- A value with the length that stands before it, and of a named one the name.
function Shown:record(slot, record, ignored)
  if not self:may() then
    return
  end
  local item
  if ignored then
    item = self:top():add(self.fields.ignored, self.tvb(record.at, record.length))
    item:prepend_text((record.name or slot.at) .. ": ")
    item:append_text(" (" .. ignored .. ")")
  else
    item = self:value_item(self:top(), slot, record.at, record.length)
    if slot.secret then
      item:append_text(" (secret)")
    end
  end
  if record.name_at then
    local name = self.tvb(record.name_at, record.name_length)
    item:add(self.fields.name_length, self.tvb(record.name_length_at, 2))
    item:add_packet_field(self.fields.name, name, ENC_UTF_8)
  end
  if record.length_at then
    local width = record.width or 2
    item:add(self.fields.value_length, self.tvb(record.length_at, width), UInt64.new(record.length))
  end
end

function Shown:began(outcome)
  local protocol, flags = outcome.protocol, outcome.flags
  if not protocol.has_prefix then
    return
  end
  local range, unnamed = self.tvb(0, 2), flags
  local item = self.root:add(self.fields.flags, range)
  for _, flag in ipairs(protocol.flags) do
    item:add(flag.field, range)
    unnamed = unnamed - math.floor(flags / flag.mask) % 2 * flag.mask
  end
  if unnamed ~= 0 then
    item:add(protocol.unnamed, range, UInt64.new(unnamed))
  end
  self.root:add(self.fields.type, self.tvb(2, 2)):append_text(" (" .. outcome.message.name .. ")")
end

-- The headers of a block, once it is known which of them count.
function Shown:headers(outcome)
  local found, message, shape = outcome.found, outcome.message, outcome.shape
  if found.count then
    self.root:add(self.fields.headers, self.tvb(found.block_at, 2))
  end
  for _, record in ipairs(found.records) do
    local ignored
    if not record.slot then
      ignored = "ignored: the message has no such header"
    elseif record.is_repeated then
      ignored = "ignored: a later one counts"
    elseif shape and not shape.slots[record.slot] then
      ignored = "ignored: this variant does not have it"
    end
    self:record(message.slots[record.slot], record, ignored)
  end
end

function Shown:value(slot, record)
  self:record(slot, record)
end

function Shown:literal(at, length, is_code)
  if self:may() then
    self:top():add(is_code and self.fields.code or self.fields.literal, self.tvb(at, length))
  end
end

-- Goes into an item that begins there, or into the one around it if no more may be shown.
function Shown:enter(at, make)
  local is_shown = self:may()
  local item = is_shown and make(self:top(), self.tvb(at, #self.bytes - at)) or self:top()
  table.insert(self.open_items, item)
  table.insert(self.starts, is_shown and at or false)
  return item
end

function Shown:leave(at)
  local item, start = table.remove(self.open_items), table.remove(self.starts)
  if start then
    item:set_len(at - start)
  end
end

function Shown:open(slot, group, count_at, count)
  local item = self:enter(count_at, function(parent, range)
    return parent:add(slot.field, range)
  end)
  if count and self:may() then
    item:add(self.fields.count, self.tvb(count_at, group.count), UInt64.new(math.min(count, 2 ^ 53)))
  end
end

function Shown:entry(index, at)
  self:enter(at, function(parent, range)
    return parent:add(range, ("[%d]"):format(index))
  end)
end

function Shown:entry_end(at)
  self:leave(at)
end

function Shown:close(at)
  self:leave(at)
end

function Shown:digest(at, length)
  return self.hash(self.bytes, at, length)
end

function Shown:body(outcome)
  local body, shape = outcome.found.body, outcome.shape
  local field = shape and shape.body_field or self.fields.body
  local item = forms.bytes.add(self.root, field, self.tvb(body.at, body.length), self:start_of(body.at, body.length))
  if body.length_at then
    item:add(self.fields.value_length, self.tvb(body.length_at, body.width), UInt64.new(body.length))
  end
end

-- What can be said only when all is read: headers, the body, the rest.
function Shown:finish(outcome)
  self.open_items = {}
  if outcome.message then
    if outcome.message.minimal then
      self:headers(outcome)
    end
    if outcome.found.body then
      self:body(outcome)
    end
  end
  local rest = outcome.input and outcome.input.at or 0
  if not outcome.problem and rest < #self.bytes then
    self.root:add(self.fields.trailing, self.tvb(rest, #self.bytes - rest)):append_text(" (ignored)")
  end
  if self.hidden > 0 then
    self.root:add(self.tvb(0, 0), ("%d further parts are read and checked, but not shown"):format(self.hidden))
  end
  return self.left
end

-- The first problem, at the bytes that it is about.
function Shown:problem(problem, expert)
  local length = math.min(problem.length, #self.bytes - problem.offset)
  local item = self.root:add(self.fields["error.kind"], self.tvb(problem.offset, math.max(length, 0)), problem.kind)
  local at = problem.at and " at " .. problem.at or ""
  local text = ("%s%s, offset %d: expected %s, found %s"):format(
    problem.kind,
    at,
    problem.offset,
    problem.expected,
    problem.found
  )
  item:set_text("Error: " .. text)
  if problem.at then
    item:add(self.fields["error.at"], self.tvb(problem.offset, 0), problem.at):set_generated()
  end
  item:add(self.fields["error.offset"], self.tvb(problem.offset, 0), problem.offset):set_generated()
  item:add_proto_expert_info(expert, text)
end

return M
