# frozen_string_literal: true

# {{ stamp }}

module {{ module }}
  # The version of this gem.
  VERSION = {{ version }}
  # The version of the protocol that it speaks.
  PROTOCOL_VERSION = {{ protocol_version }}
end
