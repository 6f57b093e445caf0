# frozen_string_literal: true

# {{ stamp }}

require_relative '{{ direction.snake }}/message'{% for message in direction.messages %}
require_relative '{{ direction.snake }}/{{ message.snake }}'{% endfor %}

module {{ root }}
  module {{ protocol.module }}
    # What a {{ direction.sender }} sends to a {{ direction.receiver }}.
    module {{ direction.module }}
      # The messages by the numbers of their types{% if !direction.has_prefix %}; the numbers stand in the bytes where messages say so{% endif %}.
      MESSAGE_TYPES = {{ "{" }}{% for (code, class) in direction.codes %}
        {{ code }} => {{ class }}{% if !loop.last %},{% endif %}{% endfor %}{% if !direction.codes.is_empty() %}
      {% endif %}}.freeze
{% if direction.has_prefix %}
      # Reads a message that a {{ direction.sender }} sent.
      #
      # @param bytes [String] the whole message; its encoding does not matter
      # @return [Message]
      # @raise [Error] with the first problem, if it is not one
      def self.decode(bytes)
        Runtime.decode(bytes, MESSAGE_TYPES, {{ direction.mask }}, '{{ direction.sender }}')
      end

      # Reads a message that a {{ direction.sender }} sent, and that arrives in pieces.
      #
      # @param limit [Integer, nil] how many bytes may be kept of it, which are those before its body
      # @return [Runtime::Decoder]
      def self.incremental(limit: nil)
        Runtime::Decoder.new(Runtime::PrefixedPieces.new(MESSAGE_TYPES, {{ direction.mask }}, '{{ direction.sender }}'), limit:)
      end

      # The bytes of a message of this direction, as {Message#encode} gives them.
      #
      # @param message [Message]
      # @param minimal_headers [Boolean] whether headers are written without their names
      # @return [String]
      # @raise [Error] if it is not a message of this direction
      def self.encode(message, minimal_headers: true)
        Runtime.encode(message, Message, minimal_headers)
      end{% else %}{% if let Some(leading) = direction.leading %}{% if !leading.codes.is_empty() %}
      # Those that begin with the number of their type, by that number.
      TYPES_BY_CODE = {{ "{" }}{% for (code, class) in leading.codes %}
        {{ code }} => {{ class }}{% if !loop.last %},{% endif %}{% endfor %}
      }.freeze
{% endif %}
      # Reads a message of which it is known only that it begins with the number of its type.
      #
      # @param bytes [String] the whole message; its encoding does not matter
      # @return [Message]
      # @raise [Error] with the first problem, if it is not one
      def self.decode_by_code(bytes)
        Runtime.decode_by_code(bytes, {{ leading.table() }}, {{ leading.width }}, '{{ direction.sender }}')
      end

      # Reads such a message that arrives in pieces.
      #
      # @param limit [Integer, nil] how many bytes may be kept of it, which are those before its body
      # @return [Runtime::Decoder]
      def self.incremental_by_code(limit: nil)
        pieces = Runtime::CodedPieces.new({{ leading.table() }}, {{ leading.width }}, '{{ direction.sender }}')
        Runtime::Decoder.new(pieces, limit:)
      end
{% endif %}
      # Reads a message of which it is known what it is, as the class of that message does.
      #
      # @param type [Symbol] the name of the message's type
      # @param bytes [String] the whole message; its encoding does not matter
      # @return [Message]
      # @raise [Error] with the first problem, if it is not one
      def self.decode(type, bytes)
        Runtime.decode_as(type, bytes, MESSAGE_TYPES)
      end

      # Reads such a message that arrives in pieces.
      #
      # @param type [Symbol] the name of the message's type
      # @param limit [Integer, nil] how many bytes may be kept of it, which are those before its body
      # @return [Runtime::Decoder]
      # @raise [Error] if there is no such type
      def self.incremental(type, limit: nil)
        Runtime.incremental_as(type, MESSAGE_TYPES, limit)
      end

      # The bytes of a message of this direction, as {Message#encode} gives them.
      #
      # @param message [Message]
      # @return [String]
      # @raise [Error] if it is not a message of this direction
      def self.encode(message)
        Runtime.encode_body(message, Message)
      end{% endif %}

      # A message of this direction as an object that JSON can say: its name, its variant{% if direction.has_prefix && !protocol.carried.is_empty() %}, its flags{% endif %} and its fields.
      # Bytes are lower-case hex, integers decimal strings, text that is absent is null, groups are arrays of objects.
      # Secrets are as they are. `JSON.generate` makes text of it.
      #
      # @param message [Message]
      # @return [Hash{String => Object}]
      # @raise [Error] if it is not a message of this direction
      def self.to_json_object(message)
        Runtime.to_json_object(message, Message{% if direction.has_prefix && !protocol.carried.is_empty() %}, Prefix::CARRIED_FLAGS{% endif %})
      end

      # The message that such an object says, as `JSON.parse` gives it. What {to_json_object} would spell differently is
      # refused.
      #
      # @param json [Hash{String => Object}]
      # @return [Message]
      # @raise [Error] of the kind `:bad_value` where a value is not spelled like one, or a field is missing or unknown;
      #   otherwise as for `new`
      def self.from_json_object(json)
        Runtime.from_json_object(json, MESSAGE_TYPES, '{{ direction.sender }}'{% if direction.has_prefix && !protocol.carried.is_empty() %}, Prefix::CARRIED_FLAGS{% endif %})
      end
    end
  end
end
