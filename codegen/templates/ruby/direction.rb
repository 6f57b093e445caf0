# frozen_string_literal: true

# {{ stamp }}

require_relative '{{ direction.snake }}/message'{% for message in direction.messages %}
require_relative '{{ direction.snake }}/{{ message.snake }}'{% endfor %}

module {{ root }}
  module {{ protocol.module }}
    # What a {{ direction.sender }} sends to a {{ direction.receiver }}.
    module {{ direction.module }}
      # The messages by the numbers of their types.
      MESSAGE_TYPES = {{ "{" }}{% for (code, class) in direction.codes %}
        {{ code }} => {{ class }}{% if !loop.last %},{% endif %}{% endfor %}{% if !direction.codes.is_empty() %}
      {% endif %}}.freeze

      # Reads a message that a {{ direction.sender }} sent.
      #
      # @param bytes [String] the whole message; its encoding does not matter
      # @return [Message]
      # @raise [Error] with the first problem, if it is not one
      def self.decode(bytes)
        Runtime.decode(bytes, MESSAGE_TYPES, {{ direction.mask }}, '{{ direction.sender }}')
      end

      # The bytes of a message of this direction, as {Message#encode} gives them.
      #
      # @param message [Message]
      # @param minimal_headers [Boolean] whether headers are written without their names
      # @return [String]
      # @raise [Error] if it is not a message of this direction
      def self.encode(message, minimal_headers: true)
        Runtime.encode(message, Message, minimal_headers)
      end
    end
  end
end
