-- What Wireshark can be asked for: a field for each value of each message, and those that say what a message is and what is
-- wrong with it. Values of one name have one filter, with the documentation of each.

local modules = ...
local forms = modules.forms

local M = {}

-- What is said of every message, by the last part of its filter. No protocol is called so.
local OF_MESSAGES = {
  message = { "text", "Message", "What the message is." },
  variant = { "text", "Variant", "Which of its shapes the message has." },
  sender = { "text", "Sender", "Who sends it: subscriber or broadcaster." },
  flags = { "uint16", "Flags", "The flags that the message begins with." },
  type = { "uint16", "Type", "The type code of the message." },
  headers = { "uint16", "Headers", "How many headers the expanded block has." },
  name = { "text", "Name", "The name of a header." },
  name_length = { "uint16", "Length of the name", "How long the name of a header is." },
  value_length = { "uint", "Length", "How long the value is." },
  count = { "uint", "Entries", "How many entries follow." },
  literal = { "bytes", "Always the same", "Bytes that are the same in every such message." },
  code = { "bytes", "Code", "The message's own type code." },
  body = { "bytes", "Body", "The body of a message of which it is not known what it holds." },
  ignored = { "bytes", "Ignored", "A value that has no effect." },
  wrong = { "bytes", "Wrong", "Bytes that are no value of their kind." },
  trailing = { "bytes", "Behind the message", "Bytes that the message is not made of." },
  frame_length = { "uint32", "Length of the message", "What stands before each message on a byte stream." },
  ["error.kind"] = { "text", "Error", "The kind of the first problem of the message." },
  ["error.at"] = { "text", "At", "The value that the problem is at." },
  ["error.offset"] = { "uint32", "Offset", "Where that value begins, from the first byte of the message." },
}

local function of_message(filter, form, name, doc)
  if form == "uint16" or form == "uint32" then
    return ProtoField[form](filter, name, base.DEC, nil, nil, doc)
  end
  return forms[form].field(filter, name, doc)
end

local function add_slots(list, filter, slots)
  for _, slot in ipairs(slots) do
    slot.field = forms[slot.form].field(filter .. "." .. slot.filter, slot.at, slot.doc)
    table.insert(list, slot.field)
  end
end

local function add_message(list, filter, message)
  add_slots(list, filter, message.slots)
  for _, group in ipairs(message.groups) do
    add_slots(list, filter, group.slots)
  end
  for _, shape in ipairs(message.shapes) do
    if shape.body then
      shape.body_field = forms.bytes.field(filter .. "." .. shape.body, shape.body_name, shape.body_doc)
      table.insert(list, shape.body_field)
    end
  end
end

-- Gives every flag, value and body its field, and every message its place by direction and code. Returns all fields as a list,
-- and those of all messages by name.
function M.make(schema)
  local list, by_name = {}, {}
  for name, parts in pairs(OF_MESSAGES) do
    by_name[name] = of_message(schema.filter .. "." .. name, parts[1], parts[2], parts[3])
    table.insert(list, by_name[name])
  end
  for _, protocol in ipairs(schema.protocols) do
    for _, flag in ipairs(protocol.flags) do
      local filter = protocol.filter .. "." .. flag.filter
      flag.field = ProtoField.bool(filter, flag.name, 16, nil, flag.mask, flag.doc)
      table.insert(list, flag.field)
    end
    protocol.unnamed = ProtoField.uint64(protocol.filter .. ".unknown_flags", "unknown_flags", base.HEX)
    table.insert(list, protocol.unnamed)
    protocol.codes = { s2b = {}, b2s = {} }
    for _, message in ipairs(protocol.messages) do
      protocol.codes[message.direction][message.code] = message
      add_message(list, protocol.filter, message)
    end
  end
  return list, by_name
end

return M
