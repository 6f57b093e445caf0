# frozen_string_literal: true

# Messages without a prefix: HTTP bodies, signed documents, and the document behind the strong etag. All expected bytes
# are those of the description of the wire format.

require_relative 'helper'

# The documents that authorizations sign, with the values of the description.
module Documents
  HEAD = { timestamp: 1_700_000_000, nonce: 'abcDEF', tracing: "\xaa\xbb" }.freeze
  SHA512 = Digest::SHA512.digest('hello')
  ETAG = "\0" * 64
  HTTP = 'http://127.0.0.1:3002/v1/receive'
  RECOVERY = 'http://127.0.0.1:3002/v1/recover'
  CONNECTION = 'websocket:n:1'
  # What all documents begin with after their number.
  START = '000000006553f100066162634445460002aabb'
  HTTP_HEX = '0020687474703a2f2f3132372e302e302e313a333030322f76312f72656365697665'
  RECOVERY_HEX = '0020687474703a2f2f3132372e302e302e313a333030322f76312f7265636f766572'
  CONNECTION_HEX = '000d776562736f636b65743a6e3a31'
  TOPIC_HEX = '0007666f6f2f626172'
  IDENTIFIER_HEX = '0469643031'
  SHA512_HEX = '9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7' \
               '2323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043'
  ETAG_HEX = '00' * 65

  NAMED = { identifier: 'id01', message_sha512: SHA512 }.freeze
  DIGEST = { sha512: SHA512 }.freeze
  URL = { url: CONNECTION }.freeze

  # Each with its values and its bytes after the head.
  ALL = {
    1 => [:subscribe_exact, { url: HTTP, recovery: RECOVERY, exact: 'foo/bar' }, [HTTP_HEX, RECOVERY_HEX, TOPIC_HEX]],
    2 => [:subscribe_glob, { url: HTTP, glob: 'foo/*' }, [HTTP_HEX, '0000', '0005666f6f2f2a']],
    3 => [:notify, { topic: 'foo/bar', **NAMED }, [TOPIC_HEX, IDENTIFIER_HEX, SHA512_HEX]],
    4 => [:stateful_configure,
          { subscriber_nonce: (0..31).to_a.pack('C*'), enable_zstd: true, enable_training: false, initial_dict: 2 },
          ["20#{(0..31).map { |byte| format('%02x', byte) }.join}", '01000002']],
    5 => [:check_subscriptions, { url: HTTP }, [HTTP_HEX]],
    6 => [:set_subscriptions, { url: HTTP, etag: ETAG }, [HTTP_HEX, ETAG_HEX]],
    7 => [:stateful_continue_receive, { identifier: 'id01', part_id: 1, **URL },
          [IDENTIFIER_HEX, '01', CONNECTION_HEX]],
    8 => [:confirm_receive, { identifier: 'id01', num_subscribers: 1, **URL },
          [IDENTIFIER_HEX, '00000001', CONNECTION_HEX]],
    9 => [:confirm_missed, { topic: 'foo/bar', url: RECOVERY }, [TOPIC_HEX, RECOVERY_HEX]],
    10 => [:receive, { **URL, topic: 'foo/bar', **NAMED }, [CONNECTION_HEX, TOPIC_HEX, IDENTIFIER_HEX, SHA512_HEX]],
    11 => [:missed, { recovery: CONNECTION, topic: 'foo/bar' }, [CONNECTION_HEX, TOPIC_HEX]],
    12 => [:confirm_subscribe_exact, { url: HTTP, recovery: RECOVERY, exact: 'foo/bar' },
           [HTTP_HEX, RECOVERY_HEX, TOPIC_HEX]],
    13 => [:confirm_subscribe_glob, { url: HTTP, glob: 'foo/*' }, [HTTP_HEX, '0000', '0005666f6f2f2a']],
    14 => [:confirm_notify, { subscribers: 300, topic: 'foo/bar', **NAMED },
           [IDENTIFIER_HEX, '0000012c', TOPIC_HEX, SHA512_HEX]],
    15 => [:check_subscriptions_response, { etag: ETAG }, [ETAG_HEX]],
    16 => [:set_subscriptions_response, { etag: ETAG }, [ETAG_HEX]],
    17 => [:stateful_confirm_configure, { broadcaster_nonce: (32..63).to_a.pack('C*') },
           ['20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f']],
    18 => [:stateful_enable_zstd_preset,
           { **URL, compressor_identifier: 1, compression_level: 3, min_size: 16_384, max_size: (2**64) - 1 },
           [CONNECTION_HEX, '0000000100000003', '0000000000004000ffffffffffffffff']],
    19 => [:stateful_enable_zstd_custom,
           { **URL, compressor_identifier: 65_536, compression_level: 10, min_size: 32, max_size: 16_384, **DIGEST },
           [CONNECTION_HEX, '000100000000000a', '00000000000000200000000000004000', SHA512_HEX]],
    20 => [:stateful_disable_zstd_custom, { compressor_identifier: 65_536, **URL }, ['00010000', CONNECTION_HEX]],
    21 => [:stateful_continue_notify, { identifier: 'id01', part_id: 1 }, [IDENTIFIER_HEX, '00000001']]
  }.freeze

  module_function

  # Each document with its direction and its bytes.
  def each
    ALL.each do |number, (name, values, hex)|
      direction = number < 10 ? Lonelypsp::Signing::S2B : Lonelypsp::Signing::B2S
      type = direction::MESSAGE_TYPES.fetch(number)
      bytes = [[format('%02x', number), START, *hex].join].pack('H*')
      yield direction, name, type.new(**HEAD, **values), bytes
    end
  end
end

class BodiesTest < Minitest::Test
  include MessageAssertions

  S2B = Lonelypsp::Stateless::S2B
  B2S = Lonelypsp::Stateless::B2S
  URL_HEX = '000a687474703a2f2f682f72'
  RECOVERY_HEX = '000a687474703a2f2f682f6d'
  PLACE = { url: 'http://h/r', tracing: '' }.freeze
  ETAG = ['baadb80eb82818fea229a4d3ce74a1e35984d52d374e65542870b38c4d9615a4' \
          '3eaf929369ea774e5359142209fd528e205583221820bbc5ca5b60b92a7d0888'].pack('H*')
  HELLO_HEX = Documents::SHA512_HEX

  TOPICS = [S2B::SetSubscriptionsTopics.new(topic: 'a'),
            S2B::SetSubscriptionsTopics.new(topic: 'b', recovery: 'http://h/m')].freeze
  GLOBS = [S2B::SetSubscriptionsGlobs.new(glob: 'g/*', recovery: 'http://h/m')].freeze
  # Messages with their bytes.
  ALL = [
    [S2B::SubscribeExact.new(**PLACE, topic: 'foo', recovery: 'http://h/m', tracing: "\xaa"),
     "#{URL_HEX}0003666f6f#{RECOVERY_HEX}0001aa"],
    [S2B::SubscribeGlob.new(**PLACE, glob: 'foo/*'), "#{URL_HEX}0005666f6f2f2a00000000"],
    [S2B::UnsubscribeExact.new(**PLACE, topic: 'foo'), "#{URL_HEX}0003666f6f0000"],
    [S2B::UnsubscribeGlob.new(**PLACE, glob: 'foo/*'), "#{URL_HEX}0005666f6f2f2a0000"],
    [S2B::CheckSubscriptions.new(**PLACE), "0000#{URL_HEX}"],
    [S2B::SetSubscriptions.new(**PLACE, etag: ETAG, topics: TOPICS, globs: GLOBS),
     "0000#{URL_HEX}00#{ETAG.unpack1('H*')}00000002000161000000" \
     "0162#{RECOVERY_HEX}000000010003672f2a#{RECOVERY_HEX}"],
    [S2B::SetSubscriptions.new(**PLACE, etag: ETAG, topics: [], globs: []),
     "0000#{URL_HEX}00#{ETAG.unpack1('H*')}0000000000000000"],
    [S2B::Notify.new(topic: 'foo', message_sha512: Lonelypsp.sha512('hello'), tracing: '', identifier: 'id01',
                     payload: 'hello'),
     "0003666f6f#{HELLO_HEX}00000469643031000000000000000568656c6c6f"],
    [S2B::ResponseConfirmReceive.new(tracing: '', identifier: '12345678', num_subscribers: 1),
     '00080000000008313233343536373800000001'],
    [S2B::ResponseConfirmMissed.new(tracing: ''), '000900000000'],
    [S2B::ResponseUnsubscribeImmediate.new, '000a'],
    [B2S::Receive.new(tracing: '', topic: 'foo', identifier: ['6f742f74e22645d8'].pack('H*'), payload: 'hello'),
     '00000003666f6f086f742f74e22645d8000000000000000568656c6c6f'],
    [B2S::Missed.new(tracing: '', topic: 'foo'), '00000003666f6f'],
    [B2S::ResponseGeneric.new(tracing: ''), '000300000000'],
    [B2S::ResponseNotify.new(authorization: 'Bearer x', tracing: "\xaa", subscribers: 300, identifier: 'id01'),
     '0004000842656172657220780001aa0000012c0469643031'],
    [B2S::ResponseCheckSubscriptions.new(tracing: '', etag: ETAG), "00050000000000#{ETAG.unpack1('H*')}"]
  ].freeze

  # All messages without a prefix, with their directions and bytes.
  def each
    ALL.each { |message, hex| yield direction_of(message), message, [hex].pack('H*') }
    Documents.each { |direction, _, message, bytes| yield direction, message, bytes }
  end

  def direction_of(message)
    Gems.directions.find { |direction| message.is_a?(direction::Message) }
  end

  def test_all_messages_and_all_documents_are_here
    counts = Hash.new(0)
    each { |direction, message| counts[direction] |= 1 << message.class::TYPE_CODE }
    [S2B, B2S, Lonelypsp::Signing::S2B, Lonelypsp::Signing::B2S].each do |direction|
      assert_equal direction::MESSAGE_TYPES.keys.sum { |code| 1 << code }, counts[direction]
    end
    assert_equal 21, Documents::ALL.size
  end

  def test_messages_have_the_bytes_of_the_description
    each do |direction, message, bytes|
      assert_equal bytes.unpack1('H*'), message.encode.unpack1('H*'), message.type
      assert_equal message, message.class.decode(bytes)
      assert_equal message, direction.decode(message.type, bytes)
      assert_equal bytes, direction.encode(message)
    end
  end

  def test_documents_and_answers_begin_with_their_numbers
    each do |direction, message, bytes|
      coded = direction.const_defined?(:TYPES_BY_CODE) ? direction::TYPES_BY_CODE : direction::MESSAGE_TYPES
      assert_equal message, direction.decode_by_code(bytes) if coded.key?(message.class::TYPE_CODE)
    end
    answers = [S2B::TYPES_BY_CODE.keys, B2S::TYPES_BY_CODE.keys]
    assert_equal [[8, 9, 10], [3, 4, 5]], answers
  end

  def test_a_number_that_nothing_has
    { '' => [:truncated, nil, 0], '00' => [:truncated, nil, 0], '0007' => [:unknown_type, nil, 0],
      '000b' => [:unknown_type, nil, 0] }.each do |hex, expected|
      assert_equal expected, problem_of { S2B.decode_by_code([hex].pack('H*')) }
    end
    assert_equal [:unknown_type, nil, 0], problem_of { Lonelypsp::Signing::S2B.decode_by_code("\x0a") }
    assert_equal [:unexpected_type, nil, 0], problem_of { B2S::ResponseGeneric.decode(['000400000000'].pack('H*')) }
    assert_equal [:bad_value, nil, nil], problem_of { B2S.decode(:notify, '') }
  end

  def problem_of(&)
    error = error_of(&)
    [error.kind, error.at, error.offset]
  end

  # How many bytes of notification are at the end, whose number is said before.
  def payload_of(message)
    message.respond_to?(:payload) ? message.payload.bytesize : 0
  end

  def test_cut_at_every_byte
    each do |direction, message, bytes|
      bytes.bytesize.times do |length|
        kind, at, offset = problem_of { direction.decode(message.type, bytes.byteslice(0, length)) }
        if length < bytes.bytesize - payload_of(message)
          assert_equal :truncated, kind, "#{message.type} at #{length}"
          assert_operator offset, :<=, length
        else
          assert_equal %i[length_mismatch message_length], [kind, at&.to_sym]
        end
      end
    end
  end

  def test_what_follows_is_ignored_unless_it_belongs_to_a_notification
    each do |_, message, bytes|
      if payload_of(message).zero?
        assert_equal message, message.class.decode("#{bytes}more")
      else
        assert_equal :length_mismatch, error_of { message.class.decode("#{bytes}more") }.kind
      end
    end
  end

  def test_the_length_of_a_notification_is_compared_before_its_digest
    bytes = S2B::Notify.new(topic: 'foo', message_sha512: "\0" * 64, tracing: '', identifier: '', payload: 'x').encode
    assert_equal [:digest_mismatch, 'message_sha512', 5], problem_of { S2B::Notify.decode(bytes) }
    assert_equal [:length_mismatch, 'message_length', 72], problem_of { S2B::Notify.decode("#{bytes}x") }
  end

  def test_subscriptions_ascend
    topics = %w[b a].map { |topic| S2B::SetSubscriptionsTopics.new(topic:) }
    error = error_of { S2B::SetSubscriptions.new(**PLACE, etag: ETAG, topics:, globs: []) }
    assert_equal [:unsorted, 'topics[1].topic', nil], [error.kind, error.at, error.offset]
  end

  def test_there_is_nothing_about_prefixes
    [Lonelypsp::Stateless, Lonelypsp::Signing, Lonelypsp::Hashing].each do |protocol|
      assert_empty protocol.constants & %i[Prefix Flags]
    end
    assert_equal [:S2B], Lonelypsp::Hashing.constants
    assert_empty S2B::Notify.instance_method(:encode).parameters
  end

  # Subscriptions, the document that is hashed, and its SHA-512.
  ETAGS = [
    [['u', [], []], '55524c0001750a45584143540a474c4f420a',
     '2cd38769b8886154897e6f04a53440cbc20d0e52827a45099992eb726bb51f4354f2aa6f5c308d10111d64b443fecd7c' \
     'd0c264655f83d5379adb40c2c163d4af'],
    [['http://h/r', [['foo', nil]], []],
     '55524c000a687474703a2f2f682f720a45584143540003666f6f00000a474c4f420a',
     '45eb47bccde7290e478129d5418c3b4c101091e15b029c881a5f175f4f37449d2106a8a6e298b36f7c641b37a81daa57' \
     '935e1cbd2e692e160f5fbee8b0e6dd64'],
    [['http://h/r', [['a', 'http://h/m'], ['b', nil]], [['a/*', nil], ['b/*', 'http://h/m']]],
     '55524c000a687474703a2f2f682f720a4558414354000161000a687474703a2f2f682f6d00016200000a474c4f42' \
     '0003612f2a00000003622f2a000a687474703a2f2f682f6d0a',
     '196f544f0722dadd89ab594a40b0c54574854661716ad3e84f2f56ed9d3bd5798fa47e6d3869d0d94ce621c610e7272b' \
     'b4ca4ad8b8891ee21e9acb828e258a71']
  ].freeze

  def test_the_document_behind_the_strong_etag
    hashing = Lonelypsp::Hashing::S2B
    ETAGS.each do |(url, topics, globs), document, digest|
      topics = topics.map { |topic, recovery| hashing::StrongEtagTopics.new(topic:, recovery:) }
      globs = globs.map { |glob, recovery| hashing::StrongEtagGlobs.new(glob:, recovery:) }
      bytes = hashing::StrongEtag.new(url:, topics:, globs:).encode
      assert_equal document, bytes.unpack1('H*')
      assert_equal digest, Lonelypsp.sha512(bytes).unpack1('H*')
    end
  end
end
