-- What carries messages: WebSockets, byte streams with a length before each message, and the bodies of HTTP. And who sent them.

local modules = ...
local fields, decode, dissect = modules.fields, modules.decode, modules.dissect

local M = {}

-- The longest message that is read from a byte stream; what claims more is refused before it is waited for.
local LONGEST_FRAME = 16 * 1024 * 1024

-- What is known of connections, by the number of the stream: whether they speak this protocol, and which. By the sender of
-- packets of a stream: whether that is the client, and from which packet on nothing can be read.
local streams, senders = {}, {}

-- Made when the script is loaded: Wireshark notes then which fields it has to keep.
local stream_of, is_masked = Field.new("tcp.stream"), Field.new("websocket.mask")
local request_uri, response_to = Field.new("http.request.uri"), Field.new("http.response_for.uri")
local request_method, response_code = Field.new("http.request.method"), Field.new("http.response.code")

local function raw(tvb)
  return tvb:len() > 0 and tvb:raw() or ""
end

local function first(extractor)
  local info = extractor()
  return info and info.value
end

local function last(extractor)
  local all = { extractor() }
  if #all > 0 then
    return all[#all].value
  end
end

local function entry(of, key)
  of[key] = of[key] or {}
  return of[key]
end

local function stream()
  return entry(streams, tostring(first(stream_of)))
end

local function sender(pinfo)
  return entry(senders, ("%s %s %d"):format(tostring(first(stream_of)), tostring(pinfo.src), pinfo.src_port))
end

-- Whether a list of ports as the preferences have it, `80,8000-8100`, has this one.
function M.has_port(list, port)
  for low, high in list:gmatch("(%d+)%s*%-?%s*(%d*)") do
    if port >= tonumber(low) and port <= tonumber(high ~= "" and high or low) then
      return true
    end
  end
  return false
end

local function by_ports(dissector, pinfo, list)
  local client, server = "s2b", "b2s"
  if dissector.prefs.listed_side == 1 then
    client, server = "b2s", "s2b"
  end
  if M.has_port(list, pinfo.dst_port) then
    return client
  elseif M.has_port(list, pinfo.src_port) then
    return server
  end
  -- Whoever was asked to listen mostly has the lower one.
  return pinfo.dst_port <= pinfo.src_port and client or server
end

-- The side that sent this WebSocket message: clients mask, servers do not. That is looked up once for each side, since a packet
-- can have very many messages.
local function websocket_side(dissector, pinfo)
  local known = sender(pinfo)
  if known.is_client == nil then
    known.is_client = last(is_masked)
  end
  if known.is_client == nil then
    return by_ports(dissector, pinfo, dissector.prefs.websocket_ports)
  end
  return known.is_client and "s2b" or "b2s"
end

-- The protocol of a message that has a prefix: that of its stream, or the first that can read it, or else the first.
local function protocol_of(dissector, known, direction, bytes)
  if known.protocol then
    return known.protocol
  end
  for _, protocol in ipairs(dissector.prefixed) do
    if decode.is_plain(protocol, direction, bytes) then
      known.protocol = protocol
      return protocol
    end
  end
  return dissector.prefixed[1]
end

local function websocket(dissector, tvb, pinfo, parent)
  local direction = websocket_side(dissector, pinfo)
  local protocol = #dissector.prefixed > 1 and protocol_of(dissector, stream(), direction, raw(tvb))
    or dissector.prefixed[1]
  dissect.message(dissector, tvb, pinfo, parent, protocol, direction)
  return tvb:len()
end

-- Takes the messages of a WebSocket unasked from the first that is read without anything left over.
local function websocket_unasked(dissector, tvb, pinfo, parent)
  local known = stream()
  if not known.is_ours then
    local direction = websocket_side(dissector, pinfo)
    for _, protocol in ipairs(dissector.prefixed) do
      if decode.is_plain(protocol, direction, raw(tvb)) then
        known.is_ours, known.protocol = true, protocol
        break
      end
    end
  end
  if known.is_ours then
    websocket(dissector, tvb, pinfo, parent)
  end
  return known.is_ours == true
end

-- What another dissector said that the bytes are: `stateful s2b`, or `stateless s2b notify`.
local function as_said(dissector, tvb, pinfo, parent, said)
  local name, direction, message_name = said:match("^(%S+) ([sb]2[sb]) ?(%S*)$")
  for _, protocol in ipairs(dissector.schema.protocols) do
    if protocol.name == name and protocol.codes[direction] then
      for _, message in pairs(protocol.codes[direction]) do
        if message.name == message_name then
          dissect.message(dissector, tvb, pinfo, parent, protocol, direction, message)
          return tvb:len()
        end
      end
      dissect.message(dissector, tvb, pinfo, parent, protocol, direction)
      return tvb:len()
    end
  end
  return 0
end

-- A frame: the length of the message in four bytes, then the message.
local function frame_length(tvb, _, offset)
  local length = tvb(offset, 4):uint()
  if length > LONGEST_FRAME then
    return tvb:len() - offset
  end
  return 4 + length
end

local function frame(dissector, tvb, pinfo, parent)
  local length = tvb(0, 4):uint()
  if length > LONGEST_FRAME then
    sender(pinfo).lost_after = pinfo.number
    local text = ("A frame of %d bytes, where %d is the most"):format(length, LONGEST_FRAME)
    local item = parent:add(dissector.proto, tvb(0), text)
    item:add(dissector.fields.frame_length, tvb(0, 4))
    item:add_proto_expert_info(dissector.experts.frame, text)
    return tvb:len()
  end
  parent:add(dissector.framed, tvb(0, 4)):add(dissector.fields.frame_length, tvb(0, 4))
  local direction = by_ports(dissector, pinfo, dissector.prefs.tcp_ports)
  local message = tvb(4, tvb:len() - 4):tvb()
  local protocol = protocol_of(dissector, stream(), direction, raw(message))
  dissect.message(dissector, message, pinfo, parent, protocol, direction)
  return tvb:len()
end

local function frames(dissector, tvb, pinfo, parent)
  local lost_after = sender(pinfo).lost_after
  if lost_after and pinfo.number > lost_after then
    parent:add(dissector.framed, tvb(0), "Behind a frame that is too long")
    return tvb:len()
  end
  dissect_tcp_pdus(tvb, parent, 4, frame_length, function(bytes, info, tree)
    return frame(dissector, bytes, info, tree)
  end)
  return tvb:len()
end

local function path_of(uri)
  return (uri:gsub("[?#].*$", ""))
end

local function ends_with(text, ending)
  return text:sub(-#ending) == ending
end

-- The message that a request for this path has as its body: one that the preferences name, `/hook=receive`, or that of the
-- schema's path. Urls of subscribers may have anything before it.
local function message_for(dissector, uri, method)
  local path = path_of(uri)
  for further, name in dissector.prefs.further_paths:gmatch("([^%s,=]+)=([%w_]+)") do
    if ends_with(path, further) then
      for _, carried in ipairs(dissector.over_http) do
        if carried.message.name == name then
          return carried
        end
      end
    end
  end
  for _, carried in ipairs(dissector.over_http) do
    local http = carried.message.http
    if ends_with(path, http.path) and (not method or method == http.method) then
      return carried
    end
  end
end

-- The bodies of requests whose path is one of the protocol's, and of their answers.
local function body(dissector, tvb, pinfo, parent)
  local uri, method = last(request_uri), last(request_method)
  if uri and method then
    local carried = message_for(dissector, uri, method)
    if not carried then
      return false
    end
    local message = carried.message
    dissect.message(dissector, tvb, pinfo, parent, carried.protocol, message.direction, message)
    return true
  end
  local answered = last(response_to)
  local carried = answered and message_for(dissector, answered)
  if not carried or last(response_code) ~= 200 or not carried.message.is_answered then
    return false
  end
  local direction = carried.message.direction == "s2b" and "b2s" or "s2b"
  dissect.message(dissector, tvb, pinfo, parent, carried.protocol, direction)
  return true
end

-- Follows a list of ports in the preferences.
local function follow(table_name, proto, prefs, name)
  local ports, now = DissectorTable.get(table_name), ""
  return function()
    if prefs[name] ~= now then
      if now ~= "" then
        ports:remove(now, proto)
      end
      now = prefs[name]
      if now ~= "" then
        ports:add(now, proto)
      end
    end
  end
end

local function add_preferences(proto)
  proto.prefs.websocket_ports = Pref.range(
    "WebSocket ports",
    "",
    "Ports of servers that speak it over WebSocket. Without any, connections are recognised by their first message",
    65535
  )
  proto.prefs.tcp_ports = Pref.range(
    "TCP ports",
    "",
    "Ports of servers that speak it over TCP, each message behind its length in four bytes",
    65535
  )
  proto.prefs.listed_side = Pref.enum(
    "Who has these ports",
    0,
    "Who listens there. On a WebSocket that can be seen, whichever ports it has",
    { { 1, "the broadcaster", 0 }, { 2, "the subscriber", 1 } }
  )
  proto.prefs.further_paths = Pref.string(
    "Further paths",
    "",
    "What requests to other paths than those of the schema have as their bodies: /hook=receive, /other=missed"
  )
  proto.prefs.digest_limit = Pref.uint(
    "Longest body to hash",
    16384,
    "In bytes. Of longer ones the declared digest is not compared, since that takes long in Lua"
  )
end

-- Takes the bodies of HTTP by their type. Wireshark asks nobody else for those; so what is somebody else's is shown as it would
-- be without this.
local function add_bodies(dissector)
  local schema = dissector.schema
  local bodies = Proto(schema.filter .. ".http", schema.description .. " over HTTP")
  local data = Dissector.get("data")
  function bodies.dissector(tvb, pinfo, parent)
    if not body(dissector, tvb, pinfo, parent) then
      data:call(tvb, pinfo, parent)
    end
    return tvb:len()
  end
  DissectorTable.get("media_type"):add("application/octet-stream", bodies)
end

-- The protocol by the schema's name, or by another if Wireshark knows one of that name.
local function make_proto(schema)
  local ok, proto = pcall(Proto, schema.filter, schema.description)
  if not ok then
    schema.filter = "lonely_" .. schema.filter
    proto = Proto(schema.filter, schema.description .. " (lonely)")
  end
  for _, protocol in ipairs(schema.protocols) do
    protocol.filter = schema.filter .. "." .. protocol.filter
  end
  return proto
end

-- Registers everything with Wireshark.
function M.register(schema)
  local proto = make_proto(schema)
  local framed = Proto(schema.filter .. ".framed", schema.description .. ", framed")
  local list, by_name = fields.make(schema)
  local experts = dissect.experts(schema.filter)
  local dissector = { schema = schema, proto = proto, framed = framed, fields = by_name, experts = experts }
  dissector.prefs, dissector.prefixed, dissector.over_http = proto.prefs, {}, {}
  for _, protocol in ipairs(schema.protocols) do
    if protocol.has_prefix then
      table.insert(dissector.prefixed, protocol)
    end
    for _, message in ipairs(protocol.messages) do
      if message.http then
        table.insert(dissector.over_http, { protocol = protocol, message = message })
      end
    end
  end
  -- `/v1/subscribe/exact` before `/exact`.
  table.sort(dissector.over_http, function(one, other)
    return #one.message.http.path > #other.message.http.path
  end)
  local all_experts = {}
  for _, one in pairs(experts) do
    table.insert(all_experts, one)
  end
  proto.fields, proto.experts = list, all_experts
  add_preferences(proto)

  function proto.init()
    streams, senders = {}, {}
    dissect.forget()
  end

  function proto.dissector(tvb, pinfo, parent)
    local said = pinfo.private[schema.filter]
    if said then
      return as_said(dissector, tvb, pinfo, parent, said)
    elseif #dissector.prefixed == 0 then
      return 0
    end
    return websocket(dissector, tvb, pinfo, parent)
  end

  function framed.dissector(tvb, pinfo, parent)
    if #dissector.prefixed == 0 then
      return 0
    end
    return frames(dissector, tvb, pinfo, parent)
  end

  if #dissector.prefixed > 0 then
    proto:register_heuristic("ws", function(tvb, pinfo, parent)
      return websocket_unasked(dissector, tvb, pinfo, parent)
    end)
  end
  if #dissector.over_http > 0 then
    add_bodies(dissector)
  end
  local follow_websocket = follow("ws.port", proto, proto.prefs, "websocket_ports")
  local follow_tcp = follow("tcp.port", framed, proto.prefs, "tcp_ports")
  function proto.prefs_changed()
    follow_websocket()
    follow_tcp()
  end
  -- So that Decode As offers it.
  DissectorTable.get("tcp.port"):add_for_decode_as(framed)
end

return M
