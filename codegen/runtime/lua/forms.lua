-- What Wireshark is told of each form of value: `field` makes what can be asked for, `add` an item for a value of so many bytes
-- as the range has, of which it is given the first `MOST`, or nothing if these bytes are no such value.

local M = {}

-- The most bytes of a value that are looked at.
M.MOST = 4097

-- Bytes that look like text are shown as text, too.
local function as_text(bytes)
  if #bytes > 0 and #bytes < M.MOST and not bytes:find("[^\32-\126]") then
    local start = #bytes > 64 and bytes:sub(1, 64) .. '"…' or bytes .. '"'
    return ' "' .. start
  end
end

M.bytes = {
  field = function(filter, name, doc)
    return ProtoField.bytes(filter, name, base.NONE, doc)
  end,
  add = function(parent, field, range, bytes)
    local item = parent:add(field, range)
    local text = as_text(bytes)
    if text then
      item:append_text(text)
    end
    return item
  end,
}

M.text = {
  field = function(filter, name, doc)
    return ProtoField.string(filter, name, base.NONE, doc)
  end,
  add = function(parent, field, range)
    return parent:add_packet_field(field, range, ENC_UTF_8)
  end,
}

M.bool = {
  field = function(filter, name, doc)
    return ProtoField.bool(filter, name, base.NONE, nil, nil, doc)
  end,
  add = function(parent, field, range, bytes)
    return parent:add(field, range, bytes == "\1")
  end,
}

M.uint = {
  field = function(filter, name, doc)
    return ProtoField.uint64(filter, name, base.DEC, nil, nil, doc)
  end,
  add = function(parent, field, range, bytes)
    if #bytes <= 8 then
      return parent:add(field, range, #bytes > 0 and range:uint64() or UInt64(0))
    end
  end,
}

M.int = {
  field = function(filter, name, doc)
    return ProtoField.int64(filter, name, base.DEC, nil, nil, doc)
  end,
  add = function(parent, field, range, bytes)
    if #bytes <= 8 then
      return parent:add(field, range, #bytes > 0 and range:int64() or Int64(0))
    end
  end,
}

M.float = {
  field = function(filter, name, doc)
    return ProtoField.double(filter, name, nil, doc)
  end,
  add = function(parent, field, range, bytes)
    if #bytes == 8 then
      return parent:add(field, range, range:float())
    end
  end,
}

-- Its entries are shown, each with its values; itself it is no value.
M.group = {
  field = function(filter, name, doc)
    return ProtoField.none(filter, name, doc)
  end,
}

return M
