# frozen_string_literal: true

# Messages without a prefix: HTTP bodies, signed documents, and the document behind the strong etag. All expected bytes
# are those of the description of the wire format.

require_relative 'helper'
require_relative 'documents'

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

  def test_the_document_behind_the_strong_etag
    hashing = Lonelypsp::Hashing::S2B
    Documents::ETAGS.each do |(url, topics, globs), document, digest|
      topics = topics.map { |topic, recovery| hashing::StrongEtagTopics.new(topic:, recovery:) }
      globs = globs.map { |glob, recovery| hashing::StrongEtagGlobs.new(glob:, recovery:) }
      bytes = hashing::StrongEtag.new(url:, topics:, globs:).encode
      assert_equal document, bytes.unpack1('H*')
      assert_equal digest, Lonelypsp.sha512(bytes).unpack1('H*')
    end
  end
end
