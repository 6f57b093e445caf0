# frozen_string_literal: true

require_relative 'helper'
require_relative '../lib/lonelypsp/runtime/forms/float'

class WriterTest < Minitest::Test
  include Problems
  include Lonelypsp::Runtime::Writer

  def test_minimal_integers
    numbers = [0, 1, 255, 256, 65_535, 65_536, 2**24, 2**32, 2**40, 2**48, 2**56, (2**64) - 1]
    numbers.each do |number|
      hex = number.to_s(16)
      expected = number.zero? ? '' : [hex.rjust((hex.length + 1) / 2 * 2, '0')].pack('H*')
      assert_equal expected, put_minimal_uint(number, 'x', 8)
    end
  end

  def test_fixed_integers
    (1..8).each do |size|
      assert_equal "#{"\0" * (size - 1)}\a", put_fixed_uint(7, 'x', size)
      assert_equal "\xff".b * size, put_fixed_uint((256**size) - 1, 'x', size)
      assert_equal "\xff".b * size, put_int(-1, 'x', size)
      assert_equal "\x80".b + ("\0" * (size - 1)), put_int(-(256**size) / 2, 'x', size)
    end
  end

  def test_numbers_with_a_fraction
    assert_equal '3ff8000000000000', put_float(1.5, 'x').unpack1('H*')
    assert_equal '8000000000000000', put_float(-0.0, 'x').unpack1('H*')
    %w[7ff0000000000001 ffffffffffffffff].each do |bits|
      assert_equal '7ff8000000000000', put_float([bits].pack('H*').unpack1('G'), 'x').unpack1('H*')
    end
    [1, '1.5', nil, 1r].each { |value| assert_equal [:bad_value, 'x'], problem_of { put_float(value, 'x') } }
  end

  def test_integers_out_of_range
    (1..8).each do |size|
      [-1, 256**size, 10**100, -(10**100)].each do |number|
        assert_equal [:out_of_range, 'x'], problem_of { put_minimal_uint(number, 'x', size) }
        assert_equal [:out_of_range, 'x'], problem_of { put_fixed_uint(number, 'x', size) }
      end
      [(256**size) / 2, (-(256**size) / 2) - 1].each do |number|
        assert_equal [:out_of_range, 'x'], problem_of { put_int(number, 'x', size) }
      end
    end
    assert_equal [:out_of_range, 'x'], problem_of { refuse_number(3, 'x', 3) }
    assert_nil refuse_number(4, 'x', 3)
  end

  def test_what_is_no_integer
    [nil, 1.0, '1', true, BasicObject.new].each do |value|
      assert_equal [:bad_value, 'x'], problem_of { put_minimal_uint(value, 'x', 8) }
      assert_equal [:bad_value, 'x'], problem_of { put_int(value, 'x', 8) }
    end
  end

  def test_bytes
    assert_equal 'abc', put_bytes('abc', 'x')
    assert_equal [:too_long, 'x'], problem_of { put_bytes('a' * 65_536, 'x') }
    assert_equal [:too_long, 'x'], problem_of { put_bytes('abc', 'x', 2) }
    assert_equal [:wrong_length, 'x'], problem_of { put_bytes_exactly('abc', 'x', 2) }
    assert_equal [:bad_value, 'x'], problem_of { put_bytes(nil, 'x') }
    assert_equal [:bad_value, 'body'], problem_of { check_body(:symbol) }
    assert_equal [3, 0], [body_length('abc'), body_length(nil)]
  end

  def test_text
    assert_equal 'é', put_text('é', 'x')
    assert_equal ['', 'a'], [put_optional_text(nil, 'x'), put_optional_text('a', 'x')]
    assert_equal [:bad_value, 'x'], problem_of { put_text(nil, 'x') }
    assert_equal [:bad_value, 'x'], problem_of { put_optional_text(1, 'x') }
    assert_equal [:not_utf8, 'x'], problem_of { put_text("\xff", 'x') }
    assert_equal [:not_utf8, 'x'], problem_of { put_text('a'.encode('UTF-16LE'), 'x') }
    # The length counts bytes and goes before the encoding.
    assert_equal [:too_long, 'x'], problem_of { put_text("\xff\xff", 'x', 1) }
    assert_equal [:too_long, 'x'], problem_of { put_optional_text('é', 'x', 1) }
  end

  def test_booleans
    assert_equal %W[\x01 \x00], [put_bool(true, 'x'), put_bool(false, 'x')]
    [nil, 1, 'true'].each { |value| assert_equal [:bad_value, 'x'], problem_of { put_bool(value, 'x') } }
  end
end

class ValuesTest < Minitest::Test
  def test_what_is_no_string_is_kept
    assert_nil Lonelypsp::Runtime.text(nil)
    assert_equal 1, Lonelypsp::Runtime.bytes(1)
  end

  def test_copied
    [+'é', 'é', 'é'.b.freeze, 'é'.encode('UTF-16LE'), Class.new(String).new('é').freeze].each do |given|
      [Lonelypsp::Runtime.bytes(given), Lonelypsp::Runtime.text(given)].each do |kept|
        assert_instance_of String, kept
        assert_predicate kept, :frozen?
        refute_same given, kept
      end
      assert_equal 'é', Lonelypsp::Runtime.text(given)
      assert_equal given.b, Lonelypsp::Runtime.bytes(given)
    end
  end

  def test_what_cannot_be_converted_is_no_text
    ["\x81".dup.force_encoding('Shift_JIS'), 'x'.dup.force_encoding('UTF-7')].each do |given|
      assert_equal Encoding::BINARY, Lonelypsp::Runtime.text(given).encoding
    end
  end
end

class ErrorTest < Minitest::Test
  def test_sentences
    error = Lonelypsp::Error.new(:too_long, at: 'x-a', offset: 3, expected: 'less', actual: 'more')
    assert_equal 'a value is too long at byte 3, in `x-a`: expected less, found more', error.message
    error = Lonelypsp::Error.new(:bad_value, expected: 'this', actual: 'that')
    assert_equal 'a value is of the wrong kind: expected this, found that', error.message
    assert_equal({ kind: :bad_value, at: nil, offset: nil, expected: 'this', actual: 'that' },
                 error.deconstruct_keys(nil))
  end
end
