# frozen_string_literal: true

# The testee and the interpreter of the schema, asked the same about messages without a prefix: what is right, what is
# damaged in every way, and requests that make no sense. They share no code.
#
# The variable LONELY names the command `lonely`; without it, it is built.

require_relative 'helper'
require_relative 'random_values'
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
    require 'lonelypsp/runtime/conformance'
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
end
