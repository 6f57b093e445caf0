{{ pad }}# The name of the variant, or nil if the type has none.
{{ pad }}VARIANT_NAME = {{ variant }}
{{ pad }}# The fields, and of which kind each is.
{{ kinds }}{% if !fixed.is_empty() %}
{{ pad }}# Values that are fields in other variants, and always the same in this one.
{{ fixed }}{% endif %}{% if !fixed_flags.is_empty() %}
{{ pad }}# Flags that are always set in this variant, or never.
{{ fixed_flags }}{% endif %}{% if !secrets.is_empty() %}
{{ pad }}# The fields that are not shown to people.
{{ secrets }}{% endif %}
{{ formats }}{% for field in fields %}

{{ field.doc }}
{{ pad }}#
{{ pad }}# @return [{{ field.ty.documented }}]
{{ pad }}attr_reader :{{ field.name }}{% endfor %}

{{ pad }}# Makes a message of values, each of which is checked.
{{ pad }}#{% for field in fields %}
{{ field.parameter }}{% endfor %}
{{ pad }}# @raise [Error] if a value cannot be written
{{ parameters }}
{{ initial }}
{{ pad }}  self.class.write(self, nil)
{{ pad }}end{% for found in constants %}

{{ found.doc }}
{{ pad }}#
{{ pad }}# @return [{{ found.ty }}] always {{ found.value }} in this variant
{{ pad }}def {{ found.name }}
{{ pad }}  {{ found.value }}
{{ pad }}end{% endfor %}{% for method in signed %}

{{ method.doc }}
{{ method.head }}
{{ method.lines }}
{{ pad }}end{% endfor %}

{{ pad }}# @private
{{ filled }}{% for field in fields %}
{{ pad }}  @{{ field.name }} = {{ field.name }}{% endfor %}
{{ pad }}  freeze
{{ pad }}end{% if is_variant %}

{{ pad }}class << self
{{ pad }}  # @private
{{ pad }}  def write({{ message }}, {{ mode }})
{{ write }}
{{ pad }}  end
{{ pad }}end{% endif %}
