# frozen_string_literal: true

# What holds for every message of any schema.

require_relative 'helper'
require_relative 'random_values'

class ShapesTest < Minitest::Test
  include MessageAssertions

  ROUNDS = Integer(ENV.fetch('LONELY_ROUNDS', '40'))

  def each_message(seed)
    random = RandomValues.new(seed)
    Gems.all_shapes.each do |direction, shape|
      ROUNDS.times do
        message = random.message(shape)
        yield direction, message, random unless cut_short?(direction, message)
      end
    end
  end

  # A group that goes on until a literal ends early if an entry begins with the same bytes. Then it is another message.
  def cut_short?(direction, message)
    file, = Object.const_source_location(message.class.name)
    return false unless File.read(file).include?('.entries_until(')

    Gems.decode_like(direction, message, message.encode) != without_empty_text(message)
  rescue Error => e
    e.offset ? true : raise
  end

  def test_messages_are_read_as_they_were_written
    each_message(1) do |direction, message|
      Gems.encodings(message).each_with_index do |bytes, index|
        again = Gems.decode_like(direction, message, bytes)
        assert_equal without_empty_text(message), again
        assert_equal again.class, message.class
        assert_equal bytes, Gems.encodings(again)[index]
        assert_equal Encoding::BINARY, bytes.encoding
        assert_equal message.encode, direction.encode(message)
      end
    end
  end

  # Whole, cut off or with a byte changed: in pieces it comes to the same.
  def test_messages_in_pieces
    each_message(9) do |direction, message, random|
      Gems.encodings(message).each do |bytes|
        changed = bytes.dup
        changed.setbyte(random.below(bytes.bytesize), random.below(256)) unless bytes.empty?
        [bytes, bytes.byteslice(0, random.below(bytes.bytesize + 1)), changed].each do |input|
          whole = outcome { Gems.decode_like(direction, message, input) }
          assert_equal whole, outcome { in_pieces(direction, message, input, random) }, input.unpack1('H*')
        end
      end
    end
  end

  # Some messages hold what is not equal to itself.
  def outcome
    Marshal.dump(yield)
  rescue Error => e
    [e.kind, e.at, e.offset]
  end

  def in_pieces(direction, message, bytes, random)
    decoder = Gems.prefixed?(direction) ? direction.incremental : direction.incremental(message.type)
    starts = [0, *Array.new(random.below(4)) { random.below(bytes.bytesize + 1) }.sort]
    ranges = starts.zip([*starts.drop(1), bytes.bytesize])
    body = ranges.map { |from, to| decoder.push(bytes.byteslice(from, to - from)) }.join
    received = decoder.finish
    assert_equal body.bytesize, received.body_length
    body.empty? ? received.message : received.message.with(received.message.class::FIELD_KINDS.keys.last => body)
  end

  # Messages with a block of headers, which there are two paths through.
  def each_block(seed)
    each_message(seed) do |direction, message, random|
      yield direction, message, random if message.class.const_defined?(:HEADER_NAMES)
    end
  end

  def test_both_paths_of_reading_agree
    each_block(2) do |direction, message|
      [true, false].each do |minimal|
        bytes = message.encode(minimal_headers: minimal)
        type = direction::MESSAGE_TYPES.fetch(message.class::TYPE_CODE)
        fast = type.fast(bytes, !minimal)
        refute_nil fast, "the fast path gave up on #{message.inspect}"
        assert_equal fast, type.exact(block(bytes, type, minimal))
      end
    end
  end

  def test_the_fast_path_gives_up_or_agrees
    each_block(3) do |direction, message, random|
      bytes = message.encode(minimal_headers: random.below(2).zero?)
      bytes.setbyte(random.below(bytes.bytesize), random.below(256))
      prefix = Gems.protocol_of(direction)::Prefix.decode(bytes)
      type = direction::MESSAGE_TYPES[prefix.type_code]
      next unless type&.const_defined?(:HEADER_NAMES)

      fast = type.fast(bytes, !prefix.minimal_headers?) or next
      exact = type.exact(block(bytes, type, prefix.minimal_headers?))
      assert_equal(outcome { fast }, outcome { exact })
    end
  end

  def block(bytes, type, minimal)
    Gems::MODULE::Runtime::Block.new(bytes, type::HEADER_NAMES, minimal)
  end

  def test_cut_messages_are_refused_or_another_message
    each_message(4) do |direction, message|
      bytes = message.encode
      next if bytes.bytesize > 2000

      bytes.bytesize.times do |length|
        error = error_of { Gems.decode_like(direction, message, bytes[0, length]) } or next
        assert_operator error.offset, :<=, length
      end
    end
  end

  def test_what_begins_with_its_number_is_told_by_it
    each_message(16) do |direction, message|
      next unless direction.respond_to?(:decode_by_code)

      bytes = message.encode
      coded = direction.const_defined?(:TYPES_BY_CODE) ? direction::TYPES_BY_CODE : direction::MESSAGE_TYPES
      if coded.key?(message.class::TYPE_CODE)
        assert_equal without_empty_text(message), direction.decode_by_code(bytes)
      else
        error_of { direction.decode_by_code(bytes) }
      end
    end
  end

  def test_messages_are_frozen_with_all_they_hold
    each_message(5) do |direction, message|
      assert_deeply_frozen message
      again = Gems.decode_like(direction, message, message.encode)
      assert_deeply_frozen again
      assert_encodings(again)
      assert_deeply_frozen message.dup
      assert_deeply_frozen message.clone(freeze: false)
      assert_equal message, Marshal.load(Marshal.dump(message))
    end
  end

  def assert_encodings(values)
    values.class::FIELD_KINDS.each do |name, kind|
      value = values.public_send(name)
      expected = { bytes: Encoding::BINARY, text: Encoding::UTF_8, optional_text: Encoding::UTF_8 }[kind]
      assert_equal expected, value.encoding if expected && value
      value.each { |entry| assert_encodings(entry) } if kind.is_a?(Class)
    end
  end

  def test_entries_are_values
    each_message(13) do |_, message|
      groups = message.class::FIELD_KINDS.select { |_, kind| kind.is_a?(Class) }
      groups.each_key do |name|
        entries = message.public_send(name)
        assert_predicate entries, :frozen?
        assert_equal entries, entries.map { |entry| entry.class.new(**entry.to_h) }
        assert_equal entries, Marshal.load(Marshal.dump(entries))
        assert_equal message.with(name => []).with(name => entries), message
      end
    end
  end

  def test_equal_messages_are_one_key
    each_message(6) do |_, message|
      twin = message.class.new(**message.to_h)
      assert_equal message, twin
      assert message.eql?(twin)
      assert_equal message.hash, twin.hash
      assert_equal 1, { message => 1, twin => 2 }.size
      refute_equal message, Object.new
      refute_equal message, nil
    end
  end

  def test_patterns_see_type_variant_and_fields
    each_message(7) do |_, message|
      message => { type:, variant:, **fields }
      assert_equal message.class::TYPE_NAME, type
      assert_equal message.class::VARIANT_NAME || :none, variant || :none
      assert_equal message.class::FIXED_VALUES.merge(message.to_h), fields
      message.class::FIXED_VALUES.each { |name, value| assert_equal value, message.public_send(name) }
    end
  end

  def test_secrets_are_not_shown
    each_message(8) do |_, message|
      kinds = message.class::FIELD_KINDS
      message.class::SECRET_NAMES.each do |name|
        changed = %i[text optional_text].include?(kinds[name]) ? message.with(name => 'hunter2') : message
        refute_includes changed.inspect, 'hunter2'
        assert_includes changed.inspect, "#{name}=[hidden]"
      end
    end
  end

  def test_flags_are_bits_of_the_prefix
    each_message(14) do |direction, message|
      next unless Gems.prefixed?(direction)

      prefix_class = Gems.protocol_of(direction)::Prefix
      flags = prefix_class.const_defined?(:CARRIED_FLAGS) ? prefix_class::CARRIED_FLAGS : {}
      fixed = message.class.const_defined?(:FIXED_FLAGS) ? message.class::FIXED_FLAGS : {}
      prefix = prefix_class.decode(message.encode)
      flags.each do |name, mask|
        expected = fixed.fetch(name) { message.public_send(name) }
        assert_equal expected, prefix.flags.anybits?(mask)
        assert_equal :flag, message.class::FIELD_KINDS[name] unless fixed.key?(name)
      end
    end
  end

  def test_the_testee_gives_what_it_takes
    protocol = nil
    testee = testee_of('it' => -> { protocol })
    each_message(15) do |direction, message|
      protocol = Gems.protocol_of(direction)
      request = { id: 1, protocol: 'it', direction: direction.name[-3..].downcase }
      bytes = message.encode
      named = Gems.prefixed?(direction) ? {} : { message: message.type }
      answer = ask(testee, **request, **named, op: 'decode', hex: bytes.unpack1('H*'))
      assert_equal message.class.const_defined?(:HEADER_NAMES), answer.key?('minimal_headers')
      carries = Gems.prefixed?(direction) && protocol::Prefix.const_defined?(:CARRIED_FLAGS)
      assert_equal carries, answer.key?('flags')
      again = ask(testee, **request, **answer.transform_keys(&:to_sym), op: 'encode')
      assert_equal bytes.unpack1('H*'), again['hex']
    end
  end

  def test_messages_are_the_same_after_json
    each_message(18) do |direction, message|
      json = direction.to_json_object(message)
      assert_equal json, JSON.parse(JSON.generate(json))
      again = direction.from_json_object(json)
      assert_equal message, again
      assert_equal message.class, again.class
      json['fields'].each_key do |name|
        lacking = json.merge('fields' => json['fields'].except(name))
        error = error_of { direction.from_json_object(lacking) } || flunk("#{message.class} needs no #{name}")
        assert_equal [:bad_value, name], [error.kind, error.at]
      end
    end
  end

  # A testee whose protocols are looked up anew each time.
  def testee_of(protocols)
    require "#{Gems::NAME}/runtime/conformance"
    protocols.define_singleton_method(:fetch) { |name| self[name].call }
    Gems::MODULE::Runtime::Conformance.new('1', protocols)
  end

  def ask(testee, **request)
    answer = JSON.parse(testee.answer(JSON.generate(request)))
    answer['ok'] || flunk("#{request} gives #{answer}")
  end

  def test_random_bodies_raise_nothing_but_the_error
    random = RandomValues.new(17)
    Gems.directions.reject { |direction| Gems.prefixed?(direction) }.each do |direction|
      direction::MESSAGE_TYPES.each do |code, type|
        (ROUNDS * 20).times do
          body = random.bytes(random.below(40)).tr("\x10-\xff".b, "\0-\x0f".b)
          bytes = random.one_of(['', [code].pack('C'), [code].pack('n')]) + body
          error_of { type.decode(bytes) }
          error_of { direction.decode_by_code(bytes) } if direction.respond_to?(:decode_by_code)
        end
      end
    end
  end

  def test_random_bytes_raise_nothing_but_the_error
    random = RandomValues.new(11)
    Gems.directions.select { |direction| Gems.prefixed?(direction) }.each do |direction|
      codes = [*direction::MESSAGE_TYPES.keys, 99]
      (ROUNDS * 50).times do
        prefix = [random.one_of([0, 1, 0x200, 0x8000, 0xffff]), random.one_of(codes)].pack('n2')
        body = random.bytes(random.below(40)).tr("\x10-\xff".b, "\0-\x0f".b)
        error_of { direction.decode(prefix + body) }
        error_of { direction.decode(random.bytes(random.below(20))) }
      end
    end
  end
end
