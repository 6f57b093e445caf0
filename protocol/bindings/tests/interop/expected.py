"""Which message classes have to pass over the websocket in a scenario: these, and no other ones."""

from scenario import CUSTOM_DICTIONARY, PRESET_DICTIONARY, WEBSOCKET, Scenario

_CONNECTING = {"S2B_Configure", "B2S_ConfirmConfigure"}

_SUBSCRIBING = {
    f"{direction}{action}{kind}"
    for direction, actions in (
        ("S2B_", ("Subscribe", "Unsubscribe")),
        ("B2S_Confirm", ("Subscribe", "Unsubscribe")),
    )
    for action in actions
    for kind in ("Exact", "Glob")
}

_RECEIVING = {"B2S_ReceiveStreamStartUncompressed", "S2B_ConfirmReceive", "B2S_Missed"}

_NOTIFYING = {
    "S2B_NotifyUncompressed",
    "S2B_NotifyStreamContinuation",
    "B2S_ContinueNotify",
    "B2S_ConfirmNotify",
}


def expected(scenario: Scenario) -> set[str]:
    """The classes' names."""
    found: set[str] = set()
    compressed = scenario.zstd != "off"
    if scenario.websocket:
        found |= _CONNECTING | ({"B2S_EnableZstdPreset"} if compressed else set())
    if scenario.publisher == WEBSOCKET:
        found |= _NOTIFYING | {
            f"S2B_NotifyStreamStart{'Compressed' if compressed else 'Uncompressed'}"
        }
        found |= {"S2B_NotifyCompressed"} if compressed else set()
    if WEBSOCKET in scenario.subscribers:
        found |= _SUBSCRIBING | _RECEIVING
        found |= {"B2S_ReceiveStreamStartCompressed"} if compressed else set()
        if scenario.receives_in_parts:
            found |= {"B2S_ReceiveStreamContinuation", "S2B_ContinueReceive"}
    return found


COMPRESSORS: dict[str, set[int]] = {
    "off": set(),
    "on": {1},
    "preset": {PRESET_DICTIONARY},
    "custom": {CUSTOM_DICTIONARY},
}
"""Which compressors' output has to pass, for each setting of zstd."""

SCRIPTED = (_CONNECTING | _SUBSCRIBING) | {
    "B2S_EnableZstdCustom",
    "B2S_DisableZstdCustom",
    "S2B_NotifyCompressed",
    "S2B_NotifyUncompressed",
    "B2S_ConfirmNotify",
    "B2S_ReceiveStreamStartCompressed",
    "S2B_ConfirmReceive",
}
"""The classes of the scripted conversation."""
