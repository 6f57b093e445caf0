# frozen_string_literal: true

# The document that a message is signed by, made by the message: which one, whose url, which digest, as the description
# of the wire format says it in its section 4.4.

require_relative 'helper'
require_relative 'documents'
require 'lonelypsp/auth'

module SignedMessages
  include Documents

  HTTP_URL = Documents::HTTP
  STATELESS = Lonelypsp::Stateless
  STATEFUL = Lonelypsp::Stateful
  NONE_HEX = '0000'
  GLOB_HEX = '0005666f6f2f2a'
  NONCE = (0..31).to_a.pack('C*')
  TRACED = { tracing: Documents::HEAD[:tracing] }.freeze
  NAMED_BODY = { topic: 'foo/bar', identifier: 'id01' }.freeze
  # Documents by their number and what follows the head.
  SUBSCRIBE_EXACT = [HTTP_HEX, RECOVERY_HEX, TOPIC_HEX].freeze
  UNSUBSCRIBE_EXACT = [HTTP_HEX, NONE_HEX, TOPIC_HEX].freeze
  GLOB = [HTTP_HEX, NONE_HEX, GLOB_HEX].freeze
  NOTIFIED = [TOPIC_HEX, IDENTIFIER_HEX, SHA512_HEX].freeze
  # On a connection there is no recovery.
  EXACT_THERE = [CONNECTION_HEX, NONE_HEX, TOPIC_HEX].freeze
  GLOB_THERE = [CONNECTION_HEX, NONE_HEX, GLOB_HEX].freeze
  URLS = { url: HTTP_URL }.freeze
  EXACT = { exact: 'foo/bar' }.freeze
  GLOBS = { glob: 'foo/*' }.freeze
  AMOUNTS = { compression_level: 3, min_size: 16_384, max_size: (2**64) - 1 }.freeze
  AMOUNTS_HEX = '000000030000000000004000ffffffffffffffff'
  PARTED = { uncompressed_message: 'hello', verified_uncompressed_sha512: SHA512 }.freeze
  STREAMED = { unverified_uncompressed_sha512: SHA512, uncompressed_length: 5, payload: 'he' }.freeze
  WHOLE = { compressor_id: 1, decompressed_length: 9, compressed_message: 'hello',
            verified_compressed_sha512: SHA512 }.freeze
  COMPRESSED = { compressor_id: 1, compressed_length: 5, decompressed_length: 9, unverified_compressed_sha512: SHA512,
                 payload: 'he' }.freeze
  LATER = { tracing: 'another', identifier: 'id01', part_id: 1, payload: 'lo' }.freeze
  # What later parts are given of the first.
  FIRST = { **TRACED, topic: 'foo/bar', message_sha512: SHA512 }.freeze

  # Of each message, also by what it answers: its fields but for tracing, what is given, the document.
  BODIES = {
    s2b: {
      SubscribeExact: [{ **URLS, topic: 'foo/bar', recovery: RECOVERY }, {}, 1, SUBSCRIBE_EXACT],
      SubscribeGlob: [{ **URLS, **GLOBS }, {}, 2, GLOB],
      UnsubscribeExact: [{ **URLS, topic: 'foo/bar' }, {}, 1, UNSUBSCRIBE_EXACT],
      UnsubscribeGlob: [{ **URLS, **GLOBS }, {}, 2, GLOB],
      Notify: [{ **NAMED_BODY, message_sha512: SHA512, payload: 'hello' }, {}, 3, NOTIFIED],
      CheckSubscriptions: [URLS, {}, 5, [HTTP_HEX]],
      SetSubscriptions: [{ **URLS, etag: ETAG, topics: [], globs: [] }, {}, 6, [HTTP_HEX, ETAG_HEX]],
      ResponseConfirmReceive: [{ identifier: 'id01', num_subscribers: 1 }, URLS, 8,
                               [IDENTIFIER_HEX, '00000001', HTTP_HEX]],
      ResponseConfirmMissed: [{}, { topic: 'foo/bar', url: RECOVERY }, 9, [TOPIC_HEX, RECOVERY_HEX]]
    },
    b2s: {
      Receive: [{ **NAMED_BODY, payload: 'hello' }, { **URLS, message_sha512: SHA512 }, 10, [HTTP_HEX, *NOTIFIED]],
      Missed: [{ topic: 'foo/bar' }, { recovery: RECOVERY }, 11, [RECOVERY_HEX, TOPIC_HEX]],
      'ResponseGeneric subscribe_exact': [{}, { **URLS, **EXACT, recovery: RECOVERY }, 12, SUBSCRIBE_EXACT],
      'ResponseGeneric unsubscribe_exact': [{}, { **URLS, **EXACT }, 12, UNSUBSCRIBE_EXACT],
      'ResponseGeneric subscribe_glob': [{}, { **URLS, **GLOBS }, 13, GLOB],
      'ResponseGeneric unsubscribe_glob': [{}, { **URLS, **GLOBS }, 13, GLOB],
      'ResponseGeneric set_subscriptions': [{}, { etag: ETAG }, 16, [ETAG_HEX]],
      ResponseNotify: [{ subscribers: 300, identifier: 'id01' }, { topic: 'foo/bar', message_sha512: SHA512 }, 14,
                       [IDENTIFIER_HEX, '0000012c', TOPIC_HEX, SHA512_HEX]],
      ResponseCheckSubscriptions: [{ etag: ETAG }, {}, 15, [ETAG_HEX]]
    }
  }.freeze

  # The same of messages on a connection.
  MESSAGES = {
    s2b: {
      Configure: [{ subscriber_nonce: NONCE, enable_zstd: true, enable_training: false, initial_dict: 2 }, {}, 4,
                  ["20#{NONCE.unpack1('H*')}", '01000002']],
      SubscribeExact: [{ topic: 'foo/bar' }, URL, 1, EXACT_THERE],
      UnsubscribeExact: [{ topic: 'foo/bar' }, URL, 1, EXACT_THERE],
      SubscribeGlob: [GLOBS, URL, 2, GLOB_THERE],
      UnsubscribeGlob: [GLOBS, URL, 2, GLOB_THERE],
      'Notify::Uncompressed': [{ **NAMED_BODY, **PARTED }, {}, 3, NOTIFIED],
      # The digest is that of what is sent.
      'Notify::Compressed': [{ **NAMED_BODY, **WHOLE }, {}, 3, NOTIFIED],
      'NotifyStream::StartUncompressed': [{ **NAMED_BODY, **STREAMED }, {}, 3, NOTIFIED],
      'NotifyStream::StartCompressed': [{ **NAMED_BODY, **COMPRESSED }, {}, 3, NOTIFIED],
      'NotifyStream::Continuation': [LATER, FIRST, 3, NOTIFIED],
      ContinueReceive: [{ identifier: 'id01', part_id: 1 }, URL, 7, [IDENTIFIER_HEX, '01', CONNECTION_HEX]],
      ConfirmReceive: [{ identifier: 'id01', num_subscribers: 1 }, URL, 8,
                       [IDENTIFIER_HEX, '00000001', CONNECTION_HEX]]
    },
    b2s: {
      ConfirmConfigure: [{ broadcaster_nonce: NONCE }, {}, 17, ["20#{NONCE.unpack1('H*')}"]],
      ConfirmSubscribeExact: [{ topic: 'foo/bar' }, URL, 12, EXACT_THERE],
      ConfirmUnsubscribeExact: [{ topic: 'foo/bar' }, URL, 12, EXACT_THERE],
      ConfirmSubscribeGlob: [GLOBS, URL, 13, GLOB_THERE],
      ConfirmUnsubscribeGlob: [GLOBS, URL, 13, GLOB_THERE],
      ConfirmNotify: [{ identifier: 'id01', subscribers: 300 }, { topic: 'foo/bar', message_sha512: SHA512 }, 14,
                      [IDENTIFIER_HEX, '0000012c', TOPIC_HEX, SHA512_HEX]],
      ContinueNotify: [{ identifier: 'id01', part_id: 1 }, {}, 21, [IDENTIFIER_HEX, '00000001']],
      'ReceiveStream::StartUncompressed': [{ **NAMED_BODY, **STREAMED }, URL, 10, [CONNECTION_HEX, *NOTIFIED]],
      'ReceiveStream::StartCompressed': [{ **NAMED_BODY, **COMPRESSED }, URL, 10, [CONNECTION_HEX, *NOTIFIED]],
      'ReceiveStream::Continuation': [LATER, { **FIRST, **URL }, 10, [CONNECTION_HEX, *NOTIFIED]],
      Missed: [{ topic: 'foo/bar' }, { recovery: CONNECTION }, 11, [CONNECTION_HEX, TOPIC_HEX]],
      EnableZstdPreset: [{ identifier: 1, **AMOUNTS }, URL, 18, [CONNECTION_HEX, '00000001', AMOUNTS_HEX]],
      EnableZstdCustom: [{ identifier: 65_536, **AMOUNTS, sha512: SHA512, dictionary: 'hello' }, URL, 19,
                         [CONNECTION_HEX, '00010000', AMOUNTS_HEX, SHA512_HEX]],
      DisableZstdCustom: [{ identifier: 65_536 }, URL, 20, ['00010000', CONNECTION_HEX]]
    }
  }.freeze

  # Each message with the name of its method, what that is given, and the bytes of the document.
  def each_signed
    { STATELESS => BODIES, STATEFUL => MESSAGES }.each do |protocol, directions|
      directions.each do |direction, messages|
        messages.each do |name, (values, given, number, hex)|
          type, answered = name.to_s.split
          shape = protocol.const_get(direction.upcase).const_get(type)
          bytes = [[format('%02x', number), START, *hex].join].pack('H*')
          yield shape.new(**TRACED, **values), ['document', answered].compact.join('_for_').to_sym, given, bytes
        end
      end
    end
  end
end

class SignedTest < Minitest::Test
  include SignedMessages

  def test_every_message_makes_the_document_of_the_description
    each_signed do |message, method, given, bytes|
      unstamped = message.public_send(method, **given)
      document = unstamped.stamp(**HEAD.slice(:timestamp, :nonce))
      assert_equal bytes.unpack1('H*'), document.encode.unpack1('H*'), "#{message.class} #{method}"
      assert_predicate unstamped, :frozen?
    end
  end

  # Nothing is left out of the tables, which `RESPONSE_UNSUBSCRIBE_IMMEDIATE` alone is not in: it has no authorization.
  def test_the_tables_are_complete
    found = {}
    each_signed { |message, method, _, _| (found[message.class] ||= []) << method }
    protocols = [STATELESS, STATEFUL]
    shapes = protocols.flat_map { |protocol| Gems.directions_of(protocol) }.flat_map { |it| Gems.shapes(it) }
    shapes.each do |shape|
      methods = shape.instance_methods.grep(/\Adocument/)
      next assert_empty methods if shape == STATELESS::S2B::ResponseUnsubscribeImmediate

      assert_equal methods.sort, found[shape]&.sort, shape.name
    end
  end

  def test_every_strategy_takes_what_a_message_makes
    key = Lonelypsp::Auth::Key.from_text(Documents::KEY)
    token = Lonelypsp::Auth::BearerToken.from_text('x')
    both = ->(type, secret) { type.new(to_broadcaster: secret, to_subscriber: secret) }
    strategies = [both.call(Lonelypsp::Auth::Hmac, key), both.call(Lonelypsp::Auth::Token, token)]
    [*strategies, Lonelypsp::Auth::None.new].each do |it|
      each_signed do |message, method, given, _|
        unstamped = message.public_send(method, **given)
        verdict = it.check(unstamped, it.authorize(unstamped))
        assert_predicate verdict, :ok?, "#{message.class}: #{verdict}"
      end
    end
  end

  # By the vectors of the description.
  def test_the_header_is_that_of_the_document
    clock = -> { HEAD[:timestamp] * 1_000_000_000 }
    key = Lonelypsp::Auth::Key.from_text(Documents::KEY)
    stores = { replay: Lonelypsp::Auth::NoReplayStore.new, clock: }
    hmac = Lonelypsp::Auth::Hmac.new(to_broadcaster: key, to_subscriber: key, **stores)
    signed = Lonelypsp::Stateful::S2B::ContinueReceive.new(**TRACED, identifier: 'id01', part_id: 1)
    header = "X-HMAC 1700000000:abcDEF:#{Documents::CODES[6]}"
    assert_predicate hmac.check(signed.document(url: CONNECTION), header), :ok?
    assert_equal :mismatch, hmac.check(signed.document(url: HTTP_URL), header).reason
    assert_equal :mismatch, hmac.check(signed.with(part_id: 2).document(url: CONNECTION), header).reason
  end

  # Part 256 of a received message, negative levels and compressors from 2^32 on have no place in their documents.
  def test_what_does_not_fit_its_document_is_forbidden_by_those_who_sign
    part = Lonelypsp::Stateful::S2B::ContinueReceive.new(**TRACED, identifier: '', part_id: 256)
    preset = Lonelypsp::Stateful::B2S::EnableZstdPreset.new(**TRACED, identifier: 1 << 32, **AMOUNTS)
    negative = preset.with(identifier: 1, compression_level: -5)
    key = Lonelypsp::Auth::Key.random
    hmac = Lonelypsp::Auth::Hmac.new(to_broadcaster: key, to_subscriber: key, clock: -> { 0 })
    header = "X-HMAC 0:n:#{['x' * 64].pack('m0')}"
    { part => 'part_id', preset => 'compressor_identifier', negative => 'compression_level' }.each do |message, at|
      unstamped = message.document(**URL)
      error = assert_raises(Lonelypsp::Error) { hmac.authorize(unstamped) }
      assert_equal [:out_of_range, at], [error.kind, error.at]
      verdict = hmac.check(unstamped, header)
      assert_equal [:forbidden, :unsignable, at], [verdict.result, verdict.reason, verdict.error.at]
      assert_predicate Lonelypsp::Auth::None.new.check(unstamped, nil), :ok?
    end
  end

  def test_a_message_has_no_further_fields_to_be_given
    missed = Lonelypsp::Stateless::B2S::Missed.new(tracing: '', topic: '')
    assert_raises(ArgumentError) { missed.document }
    assert_raises(ArgumentError) { missed.document(recovery: 'r', topic: '') }
    key = Lonelypsp::Auth::Key.random
    hmac = Lonelypsp::Auth::Hmac.new(to_broadcaster: key, to_subscriber: key)
    assert_raises(ArgumentError) { hmac.authorize(missed.document(recovery: 'r'), topic: '') }
  end

  # A class of one's own may answer with anything; what is signed is what it answered once.
  def test_the_document_holds_plain_values
    liar = Class.new(Lonelypsp::Stateless::B2S::Missed) { def topic = "answer #{@asked = 1}".dup }
    allocated = liar.allocate
    allocated.instance_variable_set(:@tracing, '')
    document = allocated.document(recovery: 'r').stamp(timestamp: 0, nonce: '')
    assert_equal 'answer 1', document.topic
    assert_predicate document.topic, :frozen?
  end
end
