# frozen_string_literal: true

# How messages of the protocol behave as Ruby objects.

require_relative 'helper'

class ValuesTest < Minitest::Test
  include MessageAssertions

  S2B = Lonelypsp::Stateful::S2B
  B2S = Lonelypsp::Stateful::B2S

  def subscribe(**changes)
    S2B::SubscribeExact.new(**{ authorization: 'Bearer x', tracing: '', topic: 'foo/bar' }, **changes)
  end

  def notify(body = 'hello', **changes)
    digest = Lonelypsp.sha512(body)
    values = { tracing: '', identifier: 'id01', topic: 't', verified_uncompressed_sha512: digest }
    S2B::Notify::Uncompressed.new(**values, uncompressed_message: body, **changes)
  end

  def test_the_example_of_the_documentation
    message = S2B::SubscribeExact.new(tracing: '', topic: 'foo/bar')
    assert_equal "\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar".b, message.encode
    assert_equal message, S2B.decode(message.encode)
    assert_equal message.encode, S2B.encode(message)
    assert_equal message.encode(minimal_headers: false), S2B.encode(message, minimal_headers: false)
    assert_equal message.encode(minimal_headers: false), message.encode(minimal_headers: nil)
  end

  def test_patterns_by_type
    case subscribe
    in { type: :notify } then flunk
    in { type: :subscribe_exact, topic: } then assert_equal 'foo/bar', topic
    end
  end

  def test_patterns_by_class
    case notify
    in S2B::SubscribeExact | S2B::Notify::Compressed then flunk
    in S2B::Notify(topic:, compressor_id: 0) => message
      assert_equal 't', topic
      assert_equal :uncompressed, message.variant
    end
    case S2B.decode(notify.encode)
    in S2B::Notify::Uncompressed(uncompressed_message: 'hello') then pass
    end
  end

  def test_all_variants_have_one_class_in_common
    assert_kind_of S2B::Notify, notify
    assert_kind_of S2B::Message, notify
    refute_kind_of B2S::Message, notify
    assert_raises(NotImplementedError) { S2B::Notify.new }
    assert_raises(NotImplementedError) { S2B::Message.new }
  end

  def test_with
    changed = subscribe.with(topic: 'other')
    assert_equal 'other', changed.topic
    assert_equal 'Bearer x', changed.authorization
    same = subscribe
    assert_same same, same.with
    assert_raises(ArgumentError) { subscribe.with(nothing: 1) }
  end

  def test_to_h_gives_what_new_takes
    assert_equal({ authorization: 'Bearer x', tracing: '', topic: 'foo/bar' }, subscribe.to_h)
    assert_equal subscribe, S2B::SubscribeExact.new(**subscribe.to_h)
  end

  def test_inspect_hides_secrets_and_cuts_long_values
    assert_equal '#<Lonelypsp::Stateful::S2B::SubscribeExact authorization=[hidden], tracing="", topic="foo/bar">',
                 subscribe.inspect
    long = notify('x' * 100_000).inspect
    assert_includes long, 'uncompressed_message="xxx'
    assert_includes long, '… (100000 bytes)'
    assert_operator long.length, :<, 1000
    refute_includes subscribe.to_s, 'Bearer'
    secret = subscribe(authorization: 'hunter2')
    refute_includes assert_raises(NoMethodError) { secret.no_such_method }.message.lines.first, 'hunter2'
  end

  def test_strings_are_copied
    topic = +'foo'
    message = subscribe(topic:)
    topic << 'bar'
    assert_equal 'foo', message.topic
  end

  def test_the_bytes_of_a_long_string_are_shared
    frozen = ('x' * (1 << 20)).b.freeze
    GC.start
    before = GC.stat(:malloc_increase_bytes)
    message = notify(frozen)
    assert_operator GC.stat(:malloc_increase_bytes) - before, :<, 1 << 19
    assert_equal frozen, message.uncompressed_message
  end

  def test_bytes_are_taken_as_they_are_and_text_is_converted
    latin = 'é'.encode('ISO-8859-1')
    assert_equal "\xe9".b, subscribe(topic: latin).topic
    assert_equal 'é', subscribe(authorization: latin).authorization
    assert_equal 'é', subscribe(authorization: 'é'.b).authorization
    assert_equal 'é', subscribe(authorization: 'é'.encode('UTF-16LE')).authorization
  end

  def test_equal_values_of_other_classes_are_not_equal
    refute_equal subscribe, S2B::UnsubscribeExact.new(**subscribe.to_h)
    refute_equal subscribe, subscribe(topic: 'other')
  end

  def test_the_first_wrong_value_in_header_order_is_reported
    error = assert_raises(Error) { subscribe(tracing: nil, topic: 7) }
    assert_equal [:bad_value, 'x-tracing', nil], [error.kind, error.at, error.offset]
    error = assert_raises(Error) { notify(7.to_s, identifier: 'x' * 65, uncompressed_message: 7) }
    assert_equal [:too_long, 'x-identifier'], [error.kind, error.at]
    error = assert_raises(Error) { notify('', uncompressed_message: 7) }
    assert_equal [:bad_value, 'body'], [error.kind, error.at]
  end

  def test_numbers_out_of_range
    values = { tracing: '', identifier: 'i', part_id: 1, payload: '' }
    [0, -1, 2**64, 10**1000, -(10**1000)].each do |part_id|
      error = assert_raises(Error) { S2B::NotifyStream::Continuation.new(**values, part_id:) }
      assert_equal [:out_of_range, 'x-part-id'], [error.kind, error.at]
      assert_operator error.message.length, :<, 200
    end
    assert S2B::NotifyStream::Continuation.new(**values, part_id: (2**64) - 1)
  end

  def test_errors_say_what_is_expected_and_what_is_there
    error = assert_raises(Error) { S2B.decode("\0\x01\0") }
    assert_equal 'the message is truncated at byte 2: expected 2 bytes for the type, found 1 byte', error.message
    error = assert_raises(Error) { subscribe(topic: 'x' * 65_536) }
    assert_equal 'a value is too long in `x-topic`: expected at most 65535 bytes, found 65536 bytes', error.message
    assert_pattern_matches(error)
  end

  def assert_pattern_matches(error)
    case error
    in { kind: :too_long, at: 'x-topic', offset: nil } then pass
    end
  end

  def test_errors_do_not_show_values
    error = assert_raises(Error) { subscribe(authorization: ['hunter2']) }
    refute_includes error.message, 'hunter2'
    error = assert_raises(Error) { subscribe(authorization: "hunter2\xff") }
    refute_includes error.message, 'hunter2'
  end

  def test_prefix_and_flags
    prefix = Lonelypsp::Stateful::Prefix.decode("\xff\xfe\x00\x63")
    assert_equal [0xfffe, 99, false], [prefix.flags, prefix.type_code, prefix.minimal_headers?]
    assert_equal prefix, Lonelypsp::Stateful::Prefix.new(0xfffe, 99)
    assert_equal 1, Lonelypsp::Stateful::Flags::MINIMAL_HEADERS
    case prefix
    in { type_code: 99, minimal_headers: false } then pass
    end
    assert_equal [:truncated, 2], assert_raises(Error) { Lonelypsp::Stateful::Prefix.decode("\0\1\0") }
      .then { |error| [error.kind, error.offset] }
  end

  def test_a_large_body_is_not_copied_when_it_is_read
    body = 'x' * (1 << 20)
    bytes = notify(body).encode.freeze
    GC.start
    before = GC.stat(:malloc_increase_bytes)
    message = S2B.decode(bytes)
    assert_operator GC.stat(:malloc_increase_bytes) - before, :<, 1 << 19
    assert_equal body, message.uncompressed_message
  end

  def test_messages_are_shareable
    assert_deeply_frozen subscribe
    assert_deeply_frozen S2B.decode(notify('x' * 2000).encode)
  end
end
