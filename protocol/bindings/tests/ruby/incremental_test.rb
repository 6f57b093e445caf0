# frozen_string_literal: true

# However a message is cut, reading it in pieces comes to what reading the whole comes to: the same message, or the same
# error in the same place.

require_relative 'helper'

class IncrementalTest < Minitest::Test
  include MessageAssertions

  Stateful = Lonelypsp::Stateful
  Stateless = Lonelypsp::Stateless
  SHA512 = Lonelypsp.sha512('hello')
  NOTIFY = Stateless::S2B::Notify.new(
    topic: 'foo/bar', message_sha512: SHA512, tracing: '', identifier: 'id01', payload: 'hello'
  )

  # What reading comes to: a message, or what is wrong and where.
  def outcome
    yield
  rescue Error => e
    [e.kind, e.at, e.offset]
  end

  # Some messages hold what is not equal to itself.
  def seen(message)
    Marshal.dump(message)
  end

  def decoder(request)
    direction = Gems.direction(request)
    return direction.incremental if Gems.prefixed?(direction)

    request['message'] ? direction.incremental(request['message'].to_sym) : direction.incremental_by_code
  end

  # What reading in pieces comes to, the body put back.
  def in_pieces(decoder, bytes, cuts)
    starts = [0, *cuts.sort]
    ranges = starts.zip([*starts.drop(1), bytes.bytesize])
    body = ranges.map { |from, to| push(decoder, bytes.byteslice(from, to - from)) }.join
    received = decoder.finish
    assert_equal [body.bytesize, Lonelypsp.sha512(body)], [received.body_length, received.body_sha512]
    assert_equal seen(received.message), seen(decoder.head.peek), 'what was handed out before is what comes in the end'
    seen(with_body(received.message, body))
  end

  def push(decoder, piece)
    decoder.push(piece)
  rescue Error => e
    assert_same e, assert_raises(Error) { decoder.push('more') }, 'it stays refused'
    assert_same e, assert_raises(Error) { decoder.finish }
    raise
  end

  # It is the last field, and was not kept.
  def with_body(message, body)
    return message if body.empty?

    name = message.class::FIELD_KINDS.keys.last
    assert_equal '', message.public_send(name)
    message.with(name => body)
  end

  # Without those that the corpus cuts itself: their bytes are those of others.
  def decode_cases
    Gems.corpus.filter_map do |it|
      request = it['request']
      next if request.key?('splits')
      next unless request['op'] == 'decode' && (it['expect'].dig('error', 'offset') || it['expect'].key?('ok'))

      [request, [request['hex']].pack('H*'), it['name']]
    end
  end

  def test_the_corpus_cut_at_random
    random = Random.new(7)
    cases = decode_cases
    assert_operator cases.size, :>, 10_000
    cases.each do |request, bytes, name|
      whole = outcome { seen(Gems.decode(request, bytes)) }
      Array.new(2) { Array.new(random.rand(6)) { random.rand(bytes.bytesize + 1) } }.each do |cuts|
        assert_equal whole, outcome { in_pieces(decoder(request), bytes, cuts) }, "#{name} #{cuts}"
      end
    end
  end

  def test_the_corpus_byte_by_byte
    decode_cases.each_with_index do |(request, bytes, name), index|
      next if bytes.bytesize > 2000 || index % 8 != 0

      whole = outcome { seen(Gems.decode(request, bytes)) }
      assert_equal whole, outcome { in_pieces(decoder(request), bytes, (1...bytes.bytesize).to_a) }, name
    end
  end

  # Valid messages with bytes changed, left out or put in.
  def test_damaged_messages
    random = Random.new(8)
    Gems.valid_messages.each do |request, bytes|
      next if bytes.bytesize > 2000

      3.times do
        damaged = damage(bytes.dup, random)
        cuts = Array.new(random.rand(5)) { random.rand(damaged.bytesize + 1) }
        whole = outcome { seen(Gems.decode(request, damaged)) }
        assert_equal whole, outcome { in_pieces(decoder(request), damaged, cuts) }, damaged.unpack1('H*')
      end
    end
  end

  def damage(bytes, random)
    at = random.rand(bytes.bytesize + 1)
    case random.rand(3)
    when 0 then bytes.setbyte(at, random.rand(256)) if at < bytes.bytesize
    when 1 then bytes.insert(at, random.bytes(1 + random.rand(3)))
    else bytes = bytes.byteslice(0, at) + bytes.byteslice(at + 1, bytes.bytesize).to_s
    end
    bytes
  end

  def test_the_head_is_there_as_soon_as_its_bytes_are
    bytes = NOTIFY.encode
    head = bytes.bytesize - 5
    decoder = Stateless::S2B::Notify.incremental
    bytes.each_char.with_index(1) do |byte, count|
      assert_equal count > head ? byte : '', decoder.push(byte)
      assert_equal count >= head, decoder.body_begun?
      assert_equal [count >= head ? NOTIFY.with(payload: '') : nil], [decoder.head&.peek]
    end
    received = decoder.finish
    assert_equal [5, SHA512], [received.body_length, received.body_sha512]
    assert_equal NOTIFY.with(payload: ''), received.message
    2.times { assert_equal received.message, decoder.finish.message }
  end

  def test_what_is_refused_anyway_is_refused_at_once
    decoder = Stateful::S2B.incremental
    error = assert_raises(Error) { decoder.push("\0\1\0\x63") }
    assert_equal [:unknown_type, 2], [error.kind, error.offset]

    bytes = Stateful::S2B::Notify::Uncompressed.new(
      tracing: '', identifier: '', topic: '', verified_uncompressed_sha512: SHA512, uncompressed_message: 'hello'
    ).encode
    decoder = Stateful::S2B.incremental
    assert_equal 'hello', decoder.push(bytes)
    error = assert_raises(Error) { decoder.push('!') }
    assert_equal :length_mismatch, error.kind
    assert_equal outcome { Stateful::S2B.decode("#{bytes}!") }, [error.kind, error.at, error.offset]
  end

  def test_a_limit_to_what_is_kept
    bytes = NOTIFY.encode
    head = bytes.bytesize - 5
    decoder = Stateless::S2B::Notify.incremental(limit: head)
    assert_equal 'hello', decoder.push(bytes)
    assert_equal NOTIFY.with(payload: ''), decoder.finish.message
    [bytes.chars, [bytes]].each do |pieces|
      decoder = Stateless::S2B::Notify.incremental(limit: head - 1)
      error = assert_raises(Lonelypsp::Runtime::Decoder::AboveLimit) { pieces.each { |piece| decoder.push(piece) } }
      assert_equal head - 1, error.limit
      assert_same error, assert_raises(Lonelypsp::Runtime::Decoder::AboveLimit) { decoder.finish }
    end
  end

  # A length that is claimed takes no memory, and neither does a body that passes.
  def test_nothing_is_held_of_a_body
    decoder = Stateless::B2S::Receive.incremental
    decoder.push([0, 0, 0, 64 << 20].pack('nnCQ>'))
    hash = Digest::SHA512.new
    piece = ('x' * (1 << 20)).freeze
    64.times { hash << decoder.push(piece) }
    received = decoder.finish
    assert_equal [64 << 20, hash.digest], [received.body_length, received.body_sha512]
    assert_match(/\A#<Lonelypsp::Runtime::Decoder 13 bytes kept, 67108864 bytes of body>\z/, decoder.inspect)
  end

  # Twice as many pieces take twice as long; ten times would be quadratic.
  def test_small_pieces_cost_what_they_are_long
    inputs = [1 << 13, 1 << 16].map do |count|
      topics = Array.new(count) { |index| Stateless::S2B::SetSubscriptionsTopics.new(topic: [index].pack('N')) }
      Stateless::S2B::SetSubscriptions.new(tracing: '', url: 'u', etag: SHA512, topics:, globs: []).encode
    end
    short, long = inputs.map { |bytes| seconds { feed(Stateless::S2B::SetSubscriptions.incremental, bytes) } }
    assert_operator long, :<, (short + 0.05) * 8 * 5
    bytes = NOTIFY.with(message_sha512: Lonelypsp.sha512('x' * (1 << 20)), payload: 'x' * (1 << 20)).encode
    assert_operator seconds { feed(Stateless::S2B::Notify.incremental, bytes) }, :<, 30
  end

  def feed(decoder, bytes)
    bytes.each_char { |byte| decoder.push(byte) }
    decoder.finish
  end

  def seconds
    begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    yield
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun
  end

  # A string may have methods of its own; what passes are its bytes.
  def test_pieces_that_say_something_else_of_themselves
    liar = +'hello'
    def liar.bytesize = 0
    def liar.byteslice(*) = 'lie'
    bytes = NOTIFY.encode
    decoder = Stateless::S2B::Notify.incremental
    decoder.push(bytes.byteslice(0, bytes.bytesize - 5))
    body = decoder.push(liar)
    assert_equal ['hello', Encoding::BINARY, String], [body, body.encoding, body.class]
    assert_equal 5, decoder.finish.body_length
  end

  def test_what_is_no_piece_does_no_harm
    decoder = Stateless::S2B::Notify.incremental
    [nil, 7, :a].each { |piece| assert_equal :bad_value, assert_raises(Error) { decoder.push(piece) }.kind }
    decoder.push(NOTIFY.encode)
    assert_equal 5, decoder.finish.body_length
  end

  def test_a_message_of_no_bytes_at_all_is_cut_off
    Gems.directions.each do |direction|
      direction::MESSAGE_TYPES.each_value do |type|
        decoder = Gems.prefixed?(direction) ? direction.incremental : direction.incremental(type::TYPE_NAME)
        error = assert_raises(Error) { decoder.finish }
        assert_equal [:truncated, 0], [error.kind, error.offset], type.name
      end
    end
  end
end
