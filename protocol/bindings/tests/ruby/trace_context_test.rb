# frozen_string_literal: true

# Tracing as W3C Trace Context, from the specification's examples and rules.

require_relative 'helper'

class TraceContextTest < Minitest::Test
  Context = Lonelypsp::TraceContext
  # The example of the specification.
  PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  TRACE_ID = ['0af7651916cd43dd8448eb211c80319c'].pack('H*').freeze
  PARENT_ID = ['b7ad6b7169203331'].pack('H*').freeze
  STATE = 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE'

  def test_the_example_of_the_specification
    context = Context.parse(PARENT)
    assert_equal [TRACE_ID, PARENT_ID, 1, ''], context.deconstruct_keys(nil).values
    assert_predicate context, :sampled?
    assert_equal PARENT.b, context.encode
    assert_equal PARENT, context.trace_parent
    assert_equal Context.new(trace_id: TRACE_ID, parent_id: PARENT_ID, flags: 1), context
    assert Ractor.shareable?(context)
  end

  def test_with_a_state
    text = "#{PARENT}\n#{STATE}"
    context = Context.parse(text)
    assert_equal [%w[rojo 00f067aa0ba902b7], %w[congo t61rcWkgMzE]], context.members
    assert_equal STATE, context.trace_state
    assert_equal text.b, context.encode
    assert_equal context, Context.receive(text)
    assert_equal({ 'traceparent' => PARENT, 'tracestate' => STATE }, context.headers)
    assert_equal context, Context.of_headers(context.headers)
    refute_equal context, Context.parse(PARENT)
    assert Ractor.shareable?(context)
  end

  def test_nothing_is_no_trace
    assert_nil Context.parse('')
    assert_nil Context.receive('')
    assert_nil Context.of_headers({})
  end

  def test_an_empty_state_is_none_and_is_not_sent
    assert_equal PARENT, Context.parse("#{PARENT}\n").encode
    assert_equal({ 'traceparent' => PARENT }, Context.parse("#{PARENT}\n").headers)
  end

  def test_versions
    body = PARENT[2..]
    ["01#{body}", "fe#{body}", "01#{body}-", "cc#{body}-what.the/future"].each do |text|
      assert_equal PARENT, Context.parse(text).encode, 'it goes out as the version that is known'
    end
    ["ff#{body}", "ff#{body}-x", "00#{body}-", "00#{body}-x", "00#{body}0", "01#{body}x", "01#{body}.", "0#{body}",
     "000#{body}", "0A#{body}"].each { |text| assert_invalid :parent, text }
  end

  NO_PARENTS = [
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
    '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331',
    '00-0af7651916cd43dd8448eb211c80319cb-7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319-cb7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01',
    '00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01',
    " #{PARENT}", "#{PARENT} ", "#{PARENT}\r\na=b", "\n", 'x', "\xff",
    # The records of a RESPONSE_NOTIFY are something else.
    "\x00\x00\x01\x00\x01x\x00\x02{}#{"\0" * 24}"
  ].freeze

  def test_what_is_no_parent
    NO_PARENTS.each do |text|
      assert_invalid :parent, text
      assert_nil Context.receive(text), text
    end
  end

  def assert_invalid(reason, text)
    error = assert_raises(Context::Invalid, text) { Context.parse(text) }
    assert_equal reason, error.reason, text
  end

  def test_flags_without_a_meaning_are_not_passed_on
    { '00' => '00', '01' => '01', '02' => '02', '03' => '03', 'fc' => '00', 'ff' => '03' }.each do |received, sent|
      assert_equal PARENT[..-3] + sent, Context.parse(PARENT[..-3] + received).encode
    end
    refute_predicate Context.parse("#{PARENT[..-3]}02"), :sampled?
  end

  def member(key, value) = "#{'k' * key}=#{'v' * value}"

  def many(count) = Array.new(count) { |index| "k#{index}=v" }.join(',')

  def test_states
    right = ['', ',', " , ,\t", 'a=1', '0a=1', %q(a_-*/@z=!"#$%&'()*+-./:;<>?@[\\]^_`{|}~ x),
             'fw529a3039@dt=FfC6ZZMeAAA', "a=1 ,\t b=2", 'a= b', member(256, 256), many(32), "#{many(32)},,,"]
    right.each do |state|
      context = Context.new(trace_id: TRACE_ID, parent_id: PARENT_ID, flags: 1, trace_state: state)
      assert_equal [state, "#{PARENT}#{"\n" unless state.empty?}#{state}".b], [context.trace_state, context.encode]
      assert_equal context, Context.parse(context.encode)
    end
    assert_equal [%w[a 1], %w[b 2]], Context.parse("#{PARENT}\na=1 ,\t b=2").members
    wrong = ['a', 'a=', '=1', 'a=1=2', 'A=1', '_a=1', 'a b=1', 'a =1', 'a=ü', "a=1\n", "a=1\nb=2", "a=\x7f", 'a=1,a=2',
             'b=1,a=1,b=2', member(257, 1), member(1, 257), many(33), "a=\xff"]
    wrong.each do |state|
      assert_invalid :state, "#{PARENT}\n#{state}"
      # Whoever goes on with the trace does without the state.
      assert_equal Context.parse(PARENT), Context.receive("#{PARENT}\n#{state}")
      assert_raises(Context::Invalid) { Context.new(trace_id: TRACE_ID, parent_id: PARENT_ID, trace_state: state) }
    end
  end

  def test_ids
    ["\0" * 16, "\1" * 15, "\1" * 17, ''].each do |trace_id|
      assert_raises(ArgumentError) { Context.new(trace_id:, parent_id: PARENT_ID) }
    end
    ["\0" * 8, "\1" * 7].each do |parent_id|
      assert_raises(ArgumentError) { Context.new(trace_id: TRACE_ID, parent_id:) }
    end
    assert_equal 2, Context.new(trace_id: TRACE_ID, parent_id: PARENT_ID, flags: 0xfe).flags
  end

  def test_no_bytes_hurt_and_long_ones_take_no_longer_than_they_are
    random = Random.new(5)
    500.times do
      bytes = random.bytes(random.rand(80))
      Context.receive(bytes)
      refute_nil Context.receive("#{PARENT}\n".b + bytes)
    end
    begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    [' ' * 200_000, "a=#{' ' * 200_000}", ',' * 200_000, "01#{PARENT[2..]}-#{'-' * 200_000}", many(20_000),
     "a#{" \t" * 100_000}x"].each { |text| [text, "#{PARENT}\n#{text}"].each { |tracing| Context.receive(tracing) } }
    assert_operator Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun, :<, 3
  end
end
