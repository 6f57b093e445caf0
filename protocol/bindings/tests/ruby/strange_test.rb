# frozen_string_literal: true

# What holds for every message of any schema when it is given values of other types than its signatures have, or is used
# by another Ractor. Signatures cannot be checked meanwhile: that would find the values first, and is for one Ractor.

require_relative 'helper'
require_relative 'random_values'

class StrangeTest < Minitest::Test
  include MessageAssertions

  ROUNDS = Integer(ENV.fetch('LONELY_ROUNDS', '40'))

  def test_values_of_any_kind_raise_nothing_but_the_error
    random = RandomValues.new(9)
    Gems.all_shapes.each do |_, shape|
      (ROUNDS * 5).times do
        values = shape::FIELD_KINDS.transform_values { |kind| random.below(3).zero? ? random.strange : random.of(kind) }
        error = error_of { Gems.encodings(shape.new(**values)) }
        assert_nil error.offset if error
      end
    end
  end

  def test_a_message_made_behind_the_constructor_is_checked_when_it_is_written
    random = RandomValues.new(10)
    Gems.all_shapes.each do |_, shape|
      (ROUNDS * 2).times do
        values = shape::FIELD_KINDS.values.map { |kind| random.below(3).zero? ? random.strange : random.of(kind) }
        error_of { Gems.encodings(shape.allocate.fill!(*values)) }
      end
    end
  end

  def test_other_objects_are_refused_as_messages
    Gems.directions.each do |direction|
      RandomValues::STRANGE.each do |value|
        if Gems.prefixed?(direction)
          refute_nil(error_of { direction.decode(value) })
        else
          refuse_as_bodies(direction, value)
        end
        assert_equal :bad_value, error_of { direction.encode(value) }.kind
      end
    end
  end

  # Every way of asking for a body. Strings may be one.
  def refuse_as_bodies(direction, value)
    assert_equal :bad_value, error_of { direction.decode(value, '') }.kind
    ways = direction::MESSAGE_TYPES.values.map { |type| -> { type.decode(value) } }
    ways << -> { direction.decode_by_code(value) } if direction.respond_to?(:decode_by_code)
    ways.each do |way|
      error = error_of(&way)
      assert_equal :bad_value, error.kind unless String === value # rubocop:disable Style/CaseEquality
    end
  end

  def test_messages_of_a_ractor
    warned = Warning[:experimental]
    Warning[:experimental] = false
    random = RandomValues.new(12)
    Gems.all_shapes.each do |direction, shape|
      message = random.message(shape)
      ractor = Ractor.new(direction, message) do |there, given|
        if given.is_a?(Gems::MODULE::Runtime::Prefixed)
          there.decode(given.encode(minimal_headers: false))
        else
          there.decode(given.type, given.encode)
        end
      end
      assert_equal without_empty_text(message), ractor.take
    end
  ensure
    Warning[:experimental] = warned
  end
end
