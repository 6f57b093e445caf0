# frozen_string_literal: true

require 'minitest/autorun'
require_relative '../lib/lonelypsp/runtime'

# What goes wrong, as a short list.
module Problems
  def problem_of
    yield
    flunk 'nothing was raised'
  rescue Lonelypsp::Error => e
    [e.kind, e.at, e.offset].compact
  end
end
