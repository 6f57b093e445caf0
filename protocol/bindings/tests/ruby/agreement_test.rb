# frozen_string_literal: true

# The testee and the interpreter of the schema, asked the same about messages without a prefix: what is right, what is
# damaged in every way, and requests that make no sense. They share no code.
#
# The variable LONELY names the command `lonely`; without it, it is built.

require_relative 'helper'
require_relative 'documents'
require_relative 'random_values'
require 'lonelypsp/runtime/conformance_auth'
require 'open3'

class AgreementTest < Minitest::Test
  ROUNDS = Integer(ENV.fetch('LONELY_ROUNDS', '40'))
  PROTOCOLS = { 'stateless' => Lonelypsp::Stateless, 'signing' => Lonelypsp::Signing,
                'hashing' => Lonelypsp::Hashing }.freeze

  # The lines that answer requests.
  def interpreted(lines)
    output, status = Open3.capture2(lonely, 'conformance', 'serve', stdin_data: lines.join, binmode: true)
    assert_predicate status, :success?
    output.lines
  end

  def lonely
    ENV.fetch('LONELY') do
      assert system('cargo', 'build', '--quiet', '--package', 'lonelypsp-cli', chdir: Gems::ROOT)
      File.join(Gems::ROOT, 'target/debug/lonely')
    end
  end

  def generated(lines)
    testee = Lonelypsp::Runtime::Conformance.new('', PROTOCOLS)
    lines.map { |line| testee.answer(line) }
  end

  # Asks both, and counts the answers that are no errors.
  def assert_agreement(requests)
    lines = requests.each_with_index.map { |request, id| "#{JSON.generate({ id:, **request })}\n" }
    pairs = generated(lines).zip(interpreted(lines)).map { |pair| pair.map { |answer| JSON.parse(answer) } }
    pairs.zip(lines) { |(ours, theirs), line| assert_equal theirs, ours, line }
    pairs.count { |_, theirs| theirs.key?('ok') }
  end

  def each_message(seed)
    random = RandomValues.new(seed)
    PROTOCOLS.each do |protocol, messages|
      Gems.directions_of(messages).each do |direction|
        Gems.shapes(direction).each do |shape|
          ROUNDS.times { yield protocol, direction.name[-3..].downcase, random.message(shape), random }
        end
      end
    end
  end

  def damaged(bytes, random)
    at = random.below(bytes.bytesize + 1)
    case random.below(5)
    when 0 then bytes
    when 1 then bytes.byteslice(0, at)
    when 2 then bytes + random.bytes(random.below(3))
    when 3 then bytes.byteslice(0, at) + random.bytes(1) + bytes.byteslice(at, bytes.bytesize)
    else changed(bytes, at, random)
    end
  end

  def changed(bytes, at, random)
    return bytes if at >= bytes.bytesize

    bytes.dup.tap { |copy| copy.setbyte(at, random.one_of([0, 1, 0xff, random.below(256)])) }
  end

  def test_bytes_right_and_damaged
    requests = []
    each_message(21) do |protocol, direction, message, random|
      hex = damaged(message.encode, random).unpack1('H*')
      request = { op: 'decode', protocol:, direction:, hex:, reencode: random.below(2).zero? }
      request[:message] = message.type unless random.below(4).zero?
      requests << request
    end
    assert_operator assert_agreement(requests), :>, requests.size / 4
  end

  def test_bytes_of_one_message_as_another
    requests = []
    each_message(22) do |protocol, _, message, random|
      types = Gems.directions_of(PROTOCOLS[protocol]).flat_map { |direction| direction::MESSAGE_TYPES.values }
      hex = message.encode.unpack1('H*')
      requests << { op: 'decode', protocol:, hex:, message: random.one_of(types)::TYPE_NAME }
    end
    assert_operator assert_agreement(requests), :>, 0
  end

  STRANGE = [nil, true, 7, 1.5, '', 'x', '00', 'é', '-1', '256', '18446744073709551616', [], [{}], {}].freeze

  # Values as JSON, some of them none of their field.
  def json(values, random)
    values.class::FIELD_KINDS.to_h do |name, kind|
      value = values.public_send(name)
      json = kind.is_a?(Class) ? value.map { |entry| json(entry, random) } : json_of(kind, value)
      [name, random.below(12).zero? ? random.one_of(STRANGE) : json]
    end
  end

  def json_of(kind, value)
    case kind
    when :bytes then value.unpack1('H*')
    when :uint, :int then value.to_s
    else value
    end
  end

  def test_values_right_and_wrong
    requests = []
    each_message(23) do |protocol, direction, message, random|
      request = { op: 'encode', protocol:, message: message.type, fields: json(message, random) }
      request[:direction] = direction unless random.below(3).zero?
      request[:fields].delete(request[:fields].keys.first) if random.below(20).zero?
      request[:fields][:more] = '' if random.below(20).zero?
      requests << request
    end
    assert_operator assert_agreement(requests), :>, requests.size / 4
  end

  def test_lists_out_of_order
    requests = []
    random = RandomValues.new(24)
    { 'stateless' => { tracing: '', etag: '00' * 64 }, 'hashing' => {} }.each do |protocol, more|
      message = protocol == 'hashing' ? 'strong_etag' : 'set_subscriptions'
      (ROUNDS * 5).times do
        topics = Array.new(random.below(4)) { { topic: random.one_of(%w[61 62 6162 00 ff]), recovery: nil } }
        globs = Array.new(random.below(4)) { { glob: random.one_of(['a', 'b', '', 'é', "\u{1f600}"]), recovery: '' } }
        requests << { op: 'encode', protocol:, message:, fields: { url: 'u', **more, topics:, globs: } }
      end
    end
    assert_operator assert_agreement(requests), :>, 0
  end

  def test_requests_that_make_no_sense
    decode = { op: 'decode', protocol: 'stateless', direction: 's2b', hex: '000a' }
    changes = [{}, { direction: 'b2s' }, { direction: 'both' }, { direction: nil }, { message: nil }, { message: 7 },
               { message: 'no' }, { message: 'receive' }, { message: 'notify' }, { protocol: 'signing' },
               { protocol: 'hashing' }, { protocol: 'hashing', direction: 'b2s' }, { protocol: 'no' }, { hex: '0' },
               { hex: nil }, { op: 'encode', message: 'response_unsubscribe_immediate', fields: {} },
               { op: 'encode', message: 'response_unsubscribe_immediate', fields: {}, minimal_headers: false },
               { op: 'encode', message: 'response_unsubscribe_immediate', fields: {}, minimal_headers: nil },
               { op: 'encode', message: 'response_unsubscribe_immediate', fields: {}, variant: 'no' },
               { op: 'encode', message: 'response_unsubscribe_immediate', fields: {}, flags: [] },
               { op: 'encode', message: 'response_unsubscribe_immediate', fields: {}, flags: ['no'] },
               { op: 'encode', message: 'response_unsubscribe_immediate', fields: nil }]
    requests = changes.map { |change| decode.merge(change) }
    requests += requests.map { |request| request.except(:direction) }
    assert_operator assert_agreement(requests), :>, 5
  end

  # All documents with values of theirs, as JSON.
  def each_document(seed)
    each_message(seed) do |protocol, _, message, random|
      next unless protocol == 'signing'

      fields = message.class::FIELD_KINDS.to_h { |name, kind| [name, json_of(kind, message.public_send(name))] }
      yield message, fields, random
    end
  end

  KEY = Documents::KEY
  SECRETS = [KEY, "#{KEY}==", '', 'A' * 86, "#{'A' * 85}B", "#{KEY}=", 7, nil].freeze

  def test_signatures
    requests = []
    each_document(25) do |message, fields, random|
      fields.delete(:url) if random.below(20).zero?
      fields[:tracing] = random.one_of(['0', 7, '00' * 65_536]) if random.below(20).zero?
      secret = random.below(4).zero? ? random.one_of(SECRETS) : KEY
      requests << { op: 'sign', message: message.type, secret:, fields: }
    end
    assert_operator assert_agreement(requests), :>, requests.size / 2
  end

  NOW = %w[1700000000 1700000120 1700000120.000000001 1699999880 1699999879.999999999 1700000000.5 0 99999999999].freeze

  def test_verdicts
    requests = []
    each_document(26) do |message, fields, random|
      signed = message.with(timestamp: 1_700_000_000)
      authorization = damaged_header(Lonelypsp::Auth::Hmac.sign(Lonelypsp::Auth::Key.from_text(KEY), signed), random)
      fields = fields.except(:timestamp, :nonce)
      fields[:tracing] = random.one_of(['', '0', '00' * 65_536]) if random.below(20).zero?
      requests << { op: 'verify', message: message.type, secret: KEY, token_lifetime: random.one_of(%w[120 120 0 0.5]),
                    now: random.one_of(NOW), authorization:, fields: }
    end
    assert_operator assert_agreement(requests), :>, requests.size / 2
  end

  # The header, often with a few other characters in it.
  def damaged_header(header, random)
    characters = header.chars
    random.below(3).times do
      at = random.below(characters.size + 1)
      characters[at, random.below(2)] = random.one_of([':', ' ', '=', 'A', '9', '-', '_', 'é', '+', '/', ''])
    end
    random.below(20).zero? ? random.one_of([nil, '', 'X-HMAC ', 7]) : characters.join
  end

  def test_strange_requests_about_authorization
    verify = { op: 'verify', message: 'notify', secret: KEY, token_lifetime: '120', now: '1', authorization: nil,
               fields: { tracing: '', topic: '', identifier: '', message_sha512: '00' * 64 } }
    changes = [{}, { now: 1 }, { now: '1.' }, { now: '.5' }, { now: '-1' }, { now: '1e3' }, { now: '1.0000000001' },
               { now: '1' * 21 }, { token_lifetime: nil }, { message: 'no' }, { message: nil }, { secret: 'x' },
               { fields: nil }, { fields: [] }, { fields: {} }, { authorization: 1 }, { op: 'sign' }, { op: 'etag' },
               { fields: verify[:fields].merge(timestamp: '9', nonce: 'x') }]
    requests = changes.map { |change| verify.merge(change) }
    requests += verify.keys.map { |name| verify.except(name) }
    assert_operator assert_agreement(requests), :>, 1
  end

  def test_etags
    requests = []
    random = RandomValues.new(27)
    (ROUNDS * 5).times do
      topics = Array.new(random.below(4)) { { topic: random.one_of(%w[61 62 6162 00 ff 0]), recovery: nil } }
      texts = ['a', 'b', 'é', "\uffff", "\u{1f600}"]
      globs = Array.new(random.below(4)) { { glob: random.one_of(texts), recovery: '' } }
      request = { op: 'etag', url: random.one_of(['', 'u', 'http://h/r']), topics: topics.sort_by(&:to_s), globs: }
      request.delete(random.one_of(request.keys)) if random.below(20).zero?
      request[:globs] = random.one_of(STRANGE) if random.below(20).zero?
      request[:more] = 1 if random.below(20).zero?
      requests << request
    end
    assert_operator assert_agreement(requests), :>, requests.size / 10
  end
end
