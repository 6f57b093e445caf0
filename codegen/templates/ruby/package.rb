# frozen_string_literal: true

# {{ stamp }}

require_relative '{{ gem }}/version'
require_relative '{{ gem }}/runtime'{% for path in required %}
require_relative '{{ gem }}/{{ path }}'{% endfor %}{% for protocol in protocols %}
require_relative '{{ gem }}/{{ protocol.snake }}'{% endfor %}{% for path in required_behind %}
require_relative '{{ gem }}/{{ path }}'{% endfor %}

{{ doc }}
module {{ module }}
  # The SHA-512 digest of bytes, as some messages declare it of their body.
  #
  # @param bytes [String] of any encoding
  # @return [String] 64 bytes
  def self.sha512(bytes)
    Runtime.sha512(Runtime.input(bytes)).freeze
  end
end
