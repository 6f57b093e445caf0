# frozen_string_literal: true

# {{ stamp }}

module {{ root }}
  module {{ protocol }}
    module {{ direction }}
{{ message }}
    end
  end
end
