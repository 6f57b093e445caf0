{{ headers }}
const names = /* @__PURE__ */ spellNames(headers);

{{ head.doc }}
{{ head.signature }}
  {%- if head.has_digest %}
  const hash = hashOf(options);
  return onFastPath(bytes, hash) ?? onExactPath(bytes, hash);
  {%- else %}
  return onFastPath(bytes) ?? onExactPath(bytes);
  {%- endif %}
}

{{ signature_fast }}
  const f = fast(bytes, {{ code }}, minimal, names, {{ head_count }});
  if (f === undefined) return undefined;
{%- if let Some(flags) = fast_flags %}
{{ flags }}
{%- endif %}
{{ fast }}
}

{{ signature_exact }}
  const b = block(bytes, {{ code }}, minimal, headers, {{ direction }});
{%- if let Some(flags) = exact_flags %}
{{ flags }}
{%- endif %}
  {%- if reads.is_empty() %}
  if (b.expanded) readInAnyOrder(b);
  {%- else %}
  if (b.expanded) {
    readInAnyOrder(b);
  } else {
    {%- for read in reads %}
{{ read }}
    {%- endfor %}
  }
  {%- endif %}
{{ exact }}
}
