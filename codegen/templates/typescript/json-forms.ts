// {{ stamp }}

/**
 * How the values of fields are said in JSON, by their forms.
 *
 * @packageDocumentation
 */
import type { JsonForm } from "./json-value.ts";
{%- for import in imports %}
{{ import }}
{%- endfor %}

/** The forms of this package's fields. */
export const jsonForms: {
  {%- for form in forms %}
  readonly {{ form.name }}: JsonForm;
  {%- endfor %}
} = {
  {%- for form in forms %}
  {{ form.name }}: {{ form.constant }},
  {%- endfor %}
};
