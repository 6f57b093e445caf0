# frozen_string_literal: true

# Messages as objects for JSON, and back, in the format that all languages have.

require_relative 'helper'

class JsonTest < Minitest::Test
  include MessageAssertions

  S2B = Lonelypsp::Stateful::S2B
  BODIES = Lonelypsp::Stateless::S2B
  SUBSCRIBE = {
    'message' => 'subscribe_exact', 'variant' => nil,
    'fields' => { 'authorization' => nil, 'tracing' => '', 'topic' => '00ff' }
  }.freeze
  TOPIC = { 'topic' => '61', 'recovery' => nil }.freeze
  TOPICS = {
    'message' => 'set_subscriptions', 'variant' => nil,
    'fields' => { 'tracing' => '', 'url' => 'u', 'etag' => '00' * 64, 'globs' => [], 'topics' => [TOPIC] }
  }.freeze

  def test_bytes_are_hex_and_absent_text_is_null
    message = S2B::SubscribeExact.new(tracing: '', topic: "\x00\xff")
    assert_equal SUBSCRIBE, S2B.to_json_object(message)
    assert_equal message, S2B.from_json_object(JSON.parse(JSON.generate(SUBSCRIBE)))
  end

  def test_large_numbers_are_strings
    most = (2**64) - 1
    message = S2B::Notify::Compressed.new(
      authorization: 'a secret', tracing: '', identifier: '', topic: '', compressor_id: most,
      decompressed_length: most, verified_compressed_sha512: Lonelypsp.sha512(''), compressed_message: ''
    )
    json = S2B.to_json_object(message)
    assert_equal '18446744073709551615', json.dig('fields', 'compressor_id')
    assert_equal 'a secret', json.dig('fields', 'authorization')
    assert_equal 'compressed', json['variant']
    assert_equal message, S2B.from_json_object(json)
  end

  def test_groups_are_arrays_of_objects
    message = BODIES.from_json_object(TOPICS)
    assert_equal 'a', message.topics.first.topic
    assert_equal TOPICS, BODIES.to_json_object(message)
  end

  # Objects without that value, and with another in its place.
  def refusal(direction, json, **changes)
    fields = json['fields'].merge(changes.transform_keys(&:to_s))
    error = error_of { direction.from_json_object(json.merge('fields' => fields)) } || flunk("#{changes} is read")
    [error.kind, error.at]
  end

  def test_what_is_spelled_differently_is_refused_where_it_is
    ['FF', 'f', 'zz', "00\n", "\xff", 7, nil, [], {}].each do |wrong|
      assert_equal [:bad_value, 'x-topic'], refusal(S2B, SUBSCRIBE, topic: wrong)
      entries = [TOPIC, { 'topic' => wrong, 'recovery' => nil }]
      assert_equal [:bad_value, 'topics[1].topic'], refusal(BODIES, TOPICS, topics: entries)
    end
    [7, [], true].each do |wrong|
      assert_equal [:bad_value, 'authorization'], refusal(S2B, SUBSCRIBE, authorization: wrong)
    end
    [nil, {}, [7], [{}], [TOPIC.merge('x' => 1)]].each do |wrong|
      assert_equal [:bad_value, 'topics'], refusal(BODIES, TOPICS, topics: wrong)
    end
    assert_equal [:bad_value, 'other'], refusal(S2B, SUBSCRIBE, other: 1)
  end

  def test_numbers_are_refused_where_they_are
    json = S2B.to_json_object(
      S2B::Notify::Compressed.new(
        tracing: '', identifier: '', topic: '', compressor_id: 1, decompressed_length: 1,
        verified_compressed_sha512: Lonelypsp.sha512(''), compressed_message: ''
      )
    )
    [7, '', '07', '-0', '+7', '7.0', ' 7', '0x7', nil, 1.5].each do |wrong|
      assert_equal [:bad_value, 'x-compressor'], refusal(S2B, json, compressor_id: wrong)
    end
    ['18446744073709551616', '-1', '9' * 1_000_000].each do |wrong|
      assert_equal [:out_of_range, 'x-compressor'], refusal(S2B, json, compressor_id: wrong)
    end
  end

  def test_what_is_no_message_is_refused
    changes = [{ 'message' => 'dance' }, { 'message' => nil }, { 'variant' => 'exact' }, { 'flags' => [] },
               { 'x' => 1 }, { 'fields' => nil }, { 'fields' => [] }]
    wrong = [nil, 7, [], {}, 'text', *changes.map { |change| SUBSCRIBE.merge(change) }]
    wrong.each do |json|
      error = error_of { S2B.from_json_object(json) } || flunk("#{json} is read")
      assert_equal :bad_value, error.kind
    end
    assert_equal(:bad_value, error_of { BODIES.to_json_object(S2B.from_json_object(SUBSCRIBE)) }&.kind)
  end
end
