# frozen_string_literal: true

# {{ stamp }}

module {{ root }}
  module {{ protocol.module }}
    module {{ direction.module }}
      # What all messages are that a {{ direction.sender }} sends.
      class Message < Runtime::{{ direction.base() }}
      end
    end
  end
end
