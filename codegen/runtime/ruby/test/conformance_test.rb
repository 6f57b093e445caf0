# frozen_string_literal: true

require 'stringio'
require_relative 'helper'
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
