{% for entry in entries %}{{ entry }}

{% endfor %}{{ doc }}{% if !variants.is_empty() %}
      #
      # @abstract A message is one of the variants.{% for variant in variants %}
      # @see {{ variant.class }}{% endfor %}{% endif %}
      class {{ class }} < Message{% if has_prefix && !reading.is_block() %}
        extend Runtime::Sequential
{% endif %}
        # The number of the type {% if has_prefix %}in the prefix of{% else %}among{% endif %} what a {{ sender }} sends.
        TYPE_CODE = {{ code }}
        # The name of the message's type.
        TYPE_NAME = :{{ snake }}{% if let Some(http) = http %}
{{ http }}{% endif %}{% if let ReadingView::Block { names, .. } = reading %}
        # The wire names of the headers, in the order of the minimal block.
{{ names }}{% endif %}
        # How far it goes before its body.
        #
        # @private
{{ scan }}{% if let Some(shape) = shape %}
{{ shape }}{% endif %}{% for variant in variants %}

{{ variant.doc }}
        class {{ variant.class }} < {{ direction }}::{{ class }}
{{ variant.shape }}
        end{% endfor %}

        class << self{% match reading %}{% when ReadingView::Block { fast, exact, .. } %}
          # @private
          def fast(input, expanded)
{{ fast }}
          end

          # @private
          def exact(block)
{{ exact }}
          end{% when ReadingView::Sequence(reader) %}
          # @private
          def read({{ reader.sequence }})
{{ reader.lines }}
          end{% endmatch %}{% if let Some(shape) = shape %}

          # @private
          def write({{ shape.message }}, {{ mode }})
{{ shape.write }}
          end{% endif %}{% if let Some(frame) = frame %}

          # The pieces around the entries of the groups, which can be written one by one.
          #
          # @private
          def frame(message)
{{ frame }}
          end{% endif %}
        end
      end
