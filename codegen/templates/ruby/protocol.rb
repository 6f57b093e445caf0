# frozen_string_literal: true

# {{ stamp }}

module {{ root }}
{{ protocol.doc }}
  module {{ protocol.module }}{% if protocol.has_prefix %}
    # The named bits of the prefix.
    module Flags{% for flag in protocol.flags %}
{{ flag.doc }}
      {{ flag.name }} = {{ flag.mask }}{% endfor %}
    end

    # The first four bytes of a message, which say how the rest is to be read.
    class Prefix < Runtime::Prefix
      # The flag that selects the minimal header block{% if protocol.minimal_flag == "0" && protocol.has_sequences() %}; no message has one{% endif %}.
      MINIMAL_MASK = {{ protocol.minimal_flag }}{% if !protocol.carried.is_empty() %}
      # The flags that are fields of messages, by name.
{{ protocol.carried }}{% endif %}
    end{% endif %}
  end
end
{% for direction in protocol.directions %}
require_relative '{{ protocol.snake }}/{{ direction.snake }}'{% endfor %}
