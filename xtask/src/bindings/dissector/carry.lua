-- For captures whose packets are a line that says what the rest is, as `stateless s2b notify`, and the rest.

local said = Proto("lonely_said", "A message that is said to be one")

function said.dissector(tvb, pinfo, tree)
  local line = tvb:raw():match("^[^\n]*")
  pinfo.private[os.getenv("LONELY_FILTER") or "lonelypsp"] = line
  local at = #line + 1
  local dissector = Dissector.get(os.getenv("LONELY_FILTER") or "lonelypsp")
  dissector:call(tvb(at, tvb:len() - at):tvb(), pinfo, tree)
  return tvb:len()
end

DissectorTable.get("wtap_encap"):add(wtap.USER0, said)
