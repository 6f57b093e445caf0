# frozen_string_literal: true

require 'stringio'
require_relative 'helper'
require_relative '../lib/lonelypsp/runtime/forms/float'
require_relative '../lib/lonelypsp/runtime/conformance'

# The testee answers whatever it is asked, and holds no more than it has to.
class ConformanceTest < Minitest::Test
  LONGEST = 32 << 20

  # Input of any length, which counts how much of it is read at once.
  class Counted
    attr_reader :most

    def initialize(lines)
      @io = StringIO.new(lines)
      @most = 0
    end

    def binmode = self

    def gets(separator, limit)
      line = @io.gets(separator, limit)
      @most = [@most, line.to_s.bytesize].max
      line
    end
  end

  def answers(input)
    output = StringIO.new
    Lonelypsp::Runtime::Conformance.new('1.2', {}).serve(input, output)
    output.string.lines.map { |line| JSON.parse(line) }
  end

  def described?(answer)
    answer.dig('ok', 'protocol_version') == '1.2'
  end

  # Texts and bits: from ECMA-262, Number::toString, and what binary64 these decimals are.
  FLOATS = {
    '0' => '0000000000000000', '-0' => '8000000000000000', '0.1' => '3fb999999999999a', '-1.5' => 'bff8000000000000',
    '1700000000.25' => '41d954fc40100000', '100000000000000000000' => '4415af1d78b58c40', '1e+21' => '444b1ae4d6e2ef50',
    '0.000001' => '3eb0c6f7a0b5ed8d', '1e-7' => '3e7ad7f29abcaf48', '5e-324' => '0000000000000001',
    '1.7976931348623157e+308' => '7fefffffffffffff', 'Infinity' => '7ff0000000000000', '-Infinity' => 'fff0000000000000'
  }.freeze

  def test_a_number_has_one_text
    FLOATS.each do |text, bits|
      number = [bits].pack('H*').unpack1('G')
      assert_equal text, Lonelypsp::Runtime::JsonForm.float_to_json(number)
      assert_equal bits, [Lonelypsp::Runtime::JsonForm.float_of(text)].pack('G').unpack1('H*')
    end
    assert_predicate Lonelypsp::Runtime::JsonForm.float_of('NaN'), :nan?
    ['', '1.0', '01', '+1', ' 1', '1e21', 'inf', 'nan', '0x1', '1e999', '.5', '5.', '1_0', 7, 7.5, nil].each do |wrong|
      assert_nil Lonelypsp::Runtime::JsonForm.float_of(wrong)
    end
  end

  def test_a_line_may_be_as_long_as_the_limit
    describe = '{"id": 1, "op": "describe"}'
    found = answers(StringIO.new("#{describe.ljust(LONGEST)}\n#{describe}"))
    assert(found.all? { |answer| described?(answer) })
    assert_equal 2, found.length
  end

  def test_a_longer_line_is_passed_over
    describe = '{"id": 1, "op": "describe"}'
    input = Counted.new("#{describe.ljust(3 * LONGEST)}\n#{describe}\n#{' ' * (LONGEST + 1)}")
    long, other, last = answers(input)
    assert described?(other)
    [long, last].each do |answer|
      error = answer.fetch('error')
      assert_equal [nil, 'bad_value', nil, nil], [answer['id'], *error.values_at('kind', 'at', 'offset')]
      assert_includes error['message'], LONGEST.to_s
    end
    assert_equal LONGEST + 1, input.most
  end
end
