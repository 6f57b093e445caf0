# frozen_string_literal: true

require_relative 'helper'
require_relative '../lib/lonelypsp/runtime/flags'
require_relative '../lib/lonelypsp/runtime/entry'
require_relative '../lib/lonelypsp/runtime/sequence'
require_relative '../lib/lonelypsp/runtime/body'

# A message as it would be generated: its number, then a byte.
class Ping < Lonelypsp::Runtime::Body
  TYPE_NAME = :ping
  VARIANT_NAME = nil
  FIELD_KINDS = { round: :uint }.freeze
  attr_reader :round

  def initialize(round:)
    fill!(round)
    self.class.write(self, nil)
  end

  def fill!(round)
    @round = round
    freeze
  end

  class << self
    def read(sequence)
      sequence.code("\x00\x07")
      allocate.fill!(sequence.unsigned('round', 1))
    end

    def write(message, wanted)
      round = put_fixed_uint(message.round, 'round', 1)
      return unless wanted

      ["\x00\x07", round].pack('a*a*')
    end
  end
end

class BodyTest < Minitest::Test
  include Problems

  TYPES = { 7 => Ping }.freeze
  Runtime = Lonelypsp::Runtime

  def test_nothing_stands_before_the_first_value
    assert_equal Ping.new(round: 9), Ping.decode("\x00\x07\x09")
    assert_equal "\x00\x07\x09".b, Ping.new(round: 9).encode
    assert_equal [:unexpected_type, 0], problem_of { Ping.decode("\x00\x08\x09") }
    assert_equal [:truncated, 'round', 2], problem_of { Ping.decode("\x00\x07") }
    assert_equal [:out_of_range, 'round'], problem_of { Ping.new(round: 256) }
  end

  def test_by_name
    assert_equal 9, Runtime.decode_as(:ping, "\x00\x07\x09", TYPES).round
    assert_equal [:bad_value], problem_of { Runtime.decode_as(:pong, "\x00\x07\x09", TYPES) }
    assert_equal [:bad_value], problem_of { Runtime.decode_as('ping', "\x00\x07\x09", TYPES) }
    assert_equal [:bad_value], problem_of { Runtime.decode_as(:ping, nil, TYPES) }
  end

  def test_by_code
    assert_equal 9, Runtime.decode_by_code("\x00\x07\x09", TYPES, 2, 'subscriber').round
    assert_equal [:unknown_type, 0], problem_of { Runtime.decode_by_code("\x00\x08", TYPES, 2, 'subscriber') }
    assert_equal [:truncated, 0], problem_of { Runtime.decode_by_code("\x07", TYPES, 2, 'subscriber') }
    assert_equal [:bad_value], problem_of { Runtime.decode_by_code(7, TYPES, 2, 'subscriber') }
  end

  def test_a_class_of_ones_own_is_asked_once
    derived = Class.new(Ping) do
      extend Runtime::Derived
      def round = 4
    end
    assert_equal "\x00\x07\x04".b, derived.new(round: 9).encode
  end
end
