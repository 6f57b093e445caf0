{{ doc }}
      class {{ class }} < Runtime::Entry
        # The fields, and of which kind each is.
{{ kinds }}{% if !secrets.is_empty() %}
        # The fields that are not shown to people.
{{ secrets }}{% endif %}
{{ formats }}{% for field in fields %}

{{ field.doc }}
        #
        # @return [{{ field.ty.documented }}]
        attr_reader :{{ field.name }}{% endfor %}

        # Makes an entry of values, which are checked when a message is made of it.
        #{% for field in fields %}
{{ field.parameter }}{% endfor %}
{{ parameters }}
{{ initial }}
        end

        # @private
{{ filled }}{% for field in fields %}
          @{{ field.name }} = {{ field.name }}{% endfor %}
          freeze
        end

        class << self
          # @private
          def read(sequence, {{ previous }})
{{ read }}
          end

          # @private
          def write({{ entry }}, {{ previous }})
{{ write }}
          end
        end
      end
