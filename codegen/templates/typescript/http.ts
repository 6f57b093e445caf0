{{ doc }}
export const httpOf{{ ty }} = {
  method: "{{ method }}",
  path: "{{ path }}",
{{ headers }}
} as const;

{{ doc_request }}
{{ signature }}
{{ request }}
}
