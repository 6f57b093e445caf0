-- One message in a packet: its tree, its problem, and what the list of packets says of it.

local modules = ...
local decode, tree, sha512 = modules.decode, modules.tree, modules.sha512

local M = {}

local KINDS = {
  truncated = "Fewer bytes are left than are needed",
  unknown_type = "No message of this side has this type code",
  header_name = "The name of a header is not ASCII",
  missing_header = "A header is missing",
  too_long = "A value is longer than its limit",
  wrong_length = "A value is not exactly as long as it must be",
  not_utf8 = "Text is not UTF-8",
  length_mismatch = "A declared length is not what it is the length of",
  digest_mismatch = "A declared digest is not that of the body",
  unexpected_type = "It is another message than the expected one",
  unsorted = "Entries are not in order",
  bad_value = "Other bytes stand where only one value is possible",
}

-- The experts by the kind of the problem, and those for what is no problem of the message.
function M.experts(filter)
  local experts = {}
  for kind, text in pairs(KINDS) do
    local name = filter .. ".expert." .. kind
    experts[kind] = ProtoExpert.new(name, text, expert.group.MALFORMED, expert.severity.ERROR)
  end
  experts.cut = ProtoExpert.new(
    filter .. ".expert.cut",
    "The capture has only a part of the message, which cannot be checked",
    expert.group.UNDECODED,
    expert.severity.NOTE
  )
  experts.not_compared = ProtoExpert.new(
    filter .. ".expert.not_compared",
    "The digest of the body is not compared: the body is longer than the preferences say",
    expert.group.UNDECODED,
    expert.severity.NOTE
  )
  experts.frame = ProtoExpert.new(
    filter .. ".expert.frame",
    "A frame is longer than readers take, so that nothing behind it can be read",
    expert.group.MALFORMED,
    expert.severity.ERROR
  )
  return experts
end

-- Digests that were computed, by packet and place: Wireshark dissects a packet again whenever somebody looks at it.
local digests = {}

function M.forget()
  digests = {}
end

-- What computes the digest of a body; nil if it is longer than the preferences say, of which `state` then knows.
local function hasher(dissector, pinfo, raw_at, state)
  return function(bytes, at, length)
    if length > dissector.prefs.digest_limit then
      state.not_compared = { at, length }
      return nil
    end
    local key = ("%d:%d:%d:%d"):format(pinfo.number, raw_at, at, length)
    if not digests[key] then
      digests[key] = sha512.digest(bytes:sub(at + 1, at + length))
    end
    return digests[key]
  end
end

local function title(outcome)
  local message, shape = outcome.message, outcome.shape
  local name = message and message.name or "unknown message"
  local variant = shape and shape.variant and " (" .. shape.variant .. ")" or ""
  return name .. variant
end

-- Says of a packet what it has, one message behind the other.
local function say(dissector, pinfo, text)
  pinfo.cols.protocol:set(dissector.schema.title)
  local private, key = pinfo.private, dissector.schema.filter .. ".said"
  if private[key] then
    pinfo.cols.info:append(", " .. text)
  else
    private[key] = "yes"
    pinfo.cols.info:set(text)
  end
end

-- How many parts the packet may still show.
local function parts_left(dissector, pinfo)
  return tonumber(pinfo.private[dissector.schema.filter .. ".parts"]) or tree.MOST_PARTS_IN_PACKET
end

-- `direction` is who sent it; `message` is what it is, if that is known.
function M.message(dissector, tvb, pinfo, parent, protocol, direction, message)
  local fields, experts = dissector.fields, dissector.experts
  local bytes = tvb:len() > 0 and tvb:raw() or ""
  local root = parent:add(dissector.proto, tvb(0, #bytes))
  local left, state = parts_left(dissector, pinfo), {}
  local parts = math.min(left, tree.MOST_PARTS)
  local context = { fields = fields, parts = parts, hash = hasher(dissector, pinfo, tvb:offset(), state) }
  local shown = tree.new(tvb, bytes, root, context)
  root:add(fields.sender, tvb(0, 0), decode.SENDERS[direction]):set_generated()
  local outcome = decode.decode(protocol, direction, message, bytes, shown)
  left = left - parts + shown:finish(outcome)
  pinfo.private[dissector.schema.filter .. ".parts"] = ("%d"):format(left)

  local mode = ""
  if outcome.is_minimal ~= nil then
    mode = outcome.is_minimal and ", minimal headers" or ", expanded headers"
  end
  local what = title(outcome)
  root:set_text(("%s %s: %s%s"):format(dissector.schema.title, protocol.name, what, mode))
  if outcome.message then
    local item = root:add(fields.message, tvb(0, 0), outcome.message.name):set_generated()
    if outcome.message.doc then
      item:append_text(" - " .. outcome.message.doc)
    end
  end
  if outcome.shape and outcome.shape.variant then
    root:add(fields.variant, tvb(0, 0), outcome.shape.variant):set_generated()
  end
  if state.not_compared then
    local at, length = state.not_compared[1], state.not_compared[2]
    root:add(tvb(at, length), "Digest not compared"):add_proto_expert_info(experts.not_compared)
  end
  if tvb:reported_len() > #bytes then
    local text = ("The capture has %d of %d bytes of this message"):format(#bytes, tvb:reported_len())
    root:add(tvb(0, 0), text):add_proto_expert_info(experts.cut, text)
  elseif outcome.problem then
    shown:problem(outcome.problem, experts[outcome.problem.kind])
    what = what .. " [" .. outcome.problem.kind .. "]"
  end
  say(dissector, pinfo, what)
  return outcome
end

return M
