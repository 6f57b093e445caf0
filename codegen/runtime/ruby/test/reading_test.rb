# frozen_string_literal: true

require_relative 'helper'

class FastTest < Minitest::Test
  include Lonelypsp::Runtime::Fast

  def test_unsigned_integers_of_every_width
    input = "\xff\x01\x80\x03\x04\x05\x06\x07\x08".b
    9.times do |size|
      expected = input.bytes[1, size].inject(0) { |number, byte| (number << 8) | byte }
      assert_equal expected, uint(input, 1, size)
    end
  end

  def test_signed_integers_are_extended_from_the_bytes_present
    assert_equal [-5, -128, 127, 0], [int("\xfb", 0, 1), int("\x80", 0, 1), int("\x7f", 0, 1), int('', 0, 0)]
    (1..8).each do |size|
      assert_equal(-1, int("\xff" * size, 0, size))
      assert_equal(-(1 << ((8 * size) - 1)), int("\x80#{"\0" * (size - 1)}", 0, size))
    end
  end

  def test_text
    assert_equal 'é', utf8("\xc3\xa9".b)
    assert_predicate utf8(''.b), :frozen?
    ["\xff", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80"].each { |bytes| refute utf8(bytes.b) }
  end
end

class BlockTest < Minitest::Test
  include Problems

  NAMES = %w[x-a x-b].freeze

  def block(bytes, minimal: true)
    Lonelypsp::Runtime::Block.new("\0\0\0\0#{bytes}".b, NAMES, minimal).tap(&:read)
  end

  def entry(name, value)
    [name.bytesize, name, value.bytesize, value].pack('na*na*')
  end

  def expanded(*entries)
    block([entries.size].pack('n') + entries.join, minimal: false)
  end

  def test_values_in_order
    block = block("\0\1a\0\2bc rest")
    assert_equal ['a', 'bc', ' rest'], [block.bytes(0), block.bytes(1), block.body]
  end

  def test_cut_values
    assert_equal [:truncated, 'x-a', 4], problem_of { block('') }
    assert_equal [:truncated, 'x-a', 6], problem_of { block("\0\2a") }
    assert_equal [:truncated, 'x-b', 7], problem_of { block("\0\1a\0") }
  end

  def test_names_in_any_order_and_case_and_the_last_of_several
    block = expanded(entry('X-B', '1'), entry('', ''), entry('x-a', '2'), entry('x-b', '3'))
    assert_equal %w[2 3], [block.bytes(0), block.bytes(1)]
  end

  def test_cut_entries
    assert_equal [:truncated, 4], problem_of { block('', minimal: false) }
    assert_equal [:truncated, 6], problem_of { block("\0\1", minimal: false) }
    assert_equal [:truncated, 8], problem_of { block("\0\1\0\2x", minimal: false) }
    assert_equal [:truncated, 9], problem_of { block("\0\1\0\1x\0", minimal: false) }
    assert_equal [:truncated, 11], problem_of { block("\0\1\0\1x\0\2x", minimal: false) }
  end

  def test_names_are_ascii
    assert_equal [:header_name, 8], problem_of { expanded(entry("x\xff".b, '')) }
    # A name is looked at before its value is read.
    assert_equal [:header_name, 8], problem_of { block("\0\1\0\1\xff\xff\xff".b, minimal: false) }
  end

  def test_a_missing_header_is_at_the_end_of_the_block
    block = expanded(entry('x-a', '1'))
    assert_equal [:missing_header, 'x-b', 14], problem_of { block.bytes(1) }
    assert_equal 7, block.unsigned(1, 2, 7)
  end

  def test_limits
    block = block("\0\3abc\0\0")
    assert_equal 'abc', block.bytes_at_most(0, 3)
    assert_equal [:too_long, 'x-a', 6], problem_of { block.bytes_at_most(0, 2) }
    assert_equal [:wrong_length, 'x-a', 6], problem_of { block.bytes_exactly(0, 2) }
    assert_equal [:too_long, 'x-a', 6], problem_of { block.unsigned(0, 2) }
    assert_equal [:too_long, 'x-a', 6], problem_of { block.text(0, 2) }
    assert_equal [0x616263, 0, false, nil],
                 [block.unsigned(0, 3), block.signed(1, 2), block.bool(0), block.optional_text(1)]
  end

  def test_where_text_goes_wrong
    block = block("\0\4\xc3\xa9\xff.\0\1\1".b)
    error = assert_raises(Lonelypsp::Error) { block.text(0) }
    assert_equal [:not_utf8, 'byte ff at index 2 of the value'], [error.kind, error.actual]
    assert block.bool(1)
  end

  def test_relations
    block = block("\0\1\5\0\0hello")
    assert_nil block.check_body_length(0, 5)
    assert_equal [:length_mismatch, 'x-a', 6], problem_of { block.check_body_length(0, 4) }
    assert_equal [:length_mismatch, 'x-b', 9], problem_of { block.check_same(1, 0, 0, 5) }
    assert_nil block.check_body_sha512(0, Digest::SHA512.digest('hello'))
    assert_equal [:digest_mismatch, 'x-a', 6], problem_of { block.check_body_sha512(0, 'no'.b) }
  end
end

class DecodeTest < Minitest::Test
  include Problems

  def test_the_prefix
    decode = ->(bytes) { Lonelypsp::Runtime.decode(bytes, {}, 1, 'subscriber') }
    assert_equal [:truncated, 0], problem_of { decode.call('a') }
    assert_equal [:truncated, 2], problem_of { decode.call('abc') }
    assert_equal [:unknown_type, 2], problem_of { decode.call('abcd') }
    assert_equal [:bad_value], problem_of { decode.call(nil) }
  end
end

class DigestTest < Minitest::Test
  def test_short_and_long_bytes_are_hashed_alike
    [0, 1, 1023, 1024, 1025, 100_000].each do |size|
      bytes = 'x' * size
      assert_equal Digest::SHA512.digest(bytes), Lonelypsp::Runtime.sha512(bytes)
    end
  end

  def test_in_another_ractor
    warned = Warning[:experimental]
    Warning[:experimental] = false
    ractor = Ractor.new { [Lonelypsp::Runtime.sha512('x'), Lonelypsp::Runtime.sha512('x' * 5000)] }
    assert_equal [Digest::SHA512.digest('x'), Digest::SHA512.digest('x' * 5000)], ractor.take
  ensure
    Warning[:experimental] = warned
  end
end
