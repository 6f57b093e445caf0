{{ doc }}{% if !variants.is_empty() %}
      #
      # @abstract A message is one of the variants.{% for variant in variants %}
      # @see {{ variant.class }}{% endfor %}{% endif %}
      class {{ class }} < Message
        # The number of the type in the prefix of what a {{ sender }} sends.
        TYPE_CODE = {{ code }}
        # The name of the message's type.
        TYPE_NAME = :{{ snake }}
        # The wire names of the headers, in the order of the minimal block.
{{ names }}{% if let Some(shape) = shape %}
{{ shape }}{% endif %}{% for variant in variants %}

{{ variant.doc }}
        class {{ variant.class }} < {{ direction }}::{{ class }}
{{ variant.shape }}
        end{% endfor %}

        class << self
          # @private
          def quick(input, expanded)
{{ quick }}
          end

          # @private
          def exact(block)
{{ exact }}
          end{% if let Some(shape) = shape %}

          # @private
          def write({{ shape.message }}, minimal)
{{ shape.write }}
          end{% endif %}
        end
      end
