# frozen_string_literal: true

require_relative 'helper'
require_relative '../lib/lonelypsp/runtime/flags'
require_relative '../lib/lonelypsp/runtime/entry'
require_relative '../lib/lonelypsp/runtime/sequence'

# An entry as it would be generated: a sorted name, then a group of numbers up to a literal.
class Number < Lonelypsp::Runtime::Entry
  FIELD_KINDS = { value: :int }.freeze
  attr_reader :value

  def initialize(value:)
    fill!(value)
  end

  def fill!(value)
    @value = value
    freeze
  end

  class << self
    def read(sequence, _previous)
      allocate.fill!(sequence.signed('value', 2))
    end

    def write(entry, _previous)
      [put_int(entry.value, 'value', 2)].pack('a*')
    end
  end
end

class Named < Lonelypsp::Runtime::Entry
  FIELD_KINDS = { name: :optional_text, numbers: Number }.freeze
  SECRET_NAMES = [:name].freeze
  attr_reader :name, :numbers

  def initialize(numbers:, name: nil)
    fill!(Lonelypsp::Runtime.text(name), Lonelypsp::Runtime.entries(numbers, Number))
  end

  def fill!(name, numbers)
    @name = name
    @numbers = numbers
    freeze
  end

  class << self
    def read(sequence, previous)
      name = sequence.optional_text('name', 1)
      sequence.check_ascending('name', name, previous.name) if previous
      numbers = sequence.entries_until('numbers', Number, "\xff\xfe".b)
      sequence.literal("\xff\xfe".b)
      allocate.fill!(name, numbers)
    end

    def write(entry, previous)
      name = put_optional_text(entry.name, 'name', 255)
      check_ascending(entry.name, previous.name, 'name') if previous
      numbers = put_entries(entry.numbers, 'numbers', Number)
      [name.bytesize, name, numbers, "\xff\xfe"].pack('Ca*a*a*')
    end
  end
end

class SequenceTest < Minitest::Test
  include Problems

  def sequence(bytes)
    Lonelypsp::Runtime::Sequence.new("\0\0\0\0#{bytes}".b, 4)
  end

  def test_lengths_of_every_width
    { 1 => "\3", 2 => "\0\3", 4 => "\0\0\0\3", 8 => "\0\0\0\0\0\0\0\3" }.each do |width, length|
      read = sequence("#{length}abcd")
      assert_equal ['abc', 4 + width, 'd'], [read.bytes('x', width), read.value_at, read.rest]
      assert_equal [:truncated, 'x', 4], problem_of { sequence(length.chop).bytes('x', width) }
      assert_equal [:truncated, 'x', 4 + width], problem_of { sequence("#{length}ab").bytes('x', width) }
      assert_equal [:truncated, 'x', 4 + width], problem_of { sequence("\xff".b * width).bytes('x', width) }
    end
  end

  def test_values_without_a_length_have_all_their_bytes
    read = sequence("abc\1\2\0\xff\xfe\1\2\0rest".b)
    assert_equal ['abc', 0x0102, 0xfffe], [read.bytes_exactly('x', 3), read.unsigned('x', 2), read.unsigned('x', 3)]
    assert_equal [true, false, false], [read.bool('x'), read.bool('x'), read.bool('x')]
    assert_equal 'rest', read.rest
    assert_equal [:truncated, 'x', 4], problem_of { sequence('a').unsigned('x', 2) }
    assert_equal [:truncated, 'x', 4], problem_of { sequence('a').bytes_exactly('x', 2) }
    assert_equal [:truncated, 'x', 4], problem_of { sequence('').bool('x') }
  end

  def test_values_behind_a_length_are_as_in_headers
    read = sequence("\0\1\5\2\xff\xfe\2\1\1\1\1\0".b)
    assert_equal [0, 5, -2], [read.unsigned('x', 2, 1), read.unsigned('x', 2, 1), read.signed('x', 2, 1)]
    assert_equal [false, true, nil], [read.bool('x', 1), read.bool('x', 1), read.optional_text('x', 1)]
    assert_equal [:too_long, 'x', 5], problem_of { sequence("\3abc").unsigned('x', 2, 1) }
    assert_equal [:too_long, 'x', 5], problem_of { sequence("\3abc").signed('x', 2, 1) }
  end

  def test_limits_come_before_the_form
    assert_equal [:too_long, 'x', 6], problem_of { sequence("\0\3\xff\xff\xff".b).text('x', 2, 2) }
    assert_equal [:too_long, 'x', 6], problem_of { sequence("\0\3abc").bytes('x', 2, 2) }
    assert_equal [:wrong_length, 'x', 6], problem_of { sequence("\0\3abc").bytes_exactly('x', 2, 2) }
    error = assert_raises(Lonelypsp::Error) { sequence("\4\xc3\xa9\xff.".b).text('x', 1) }
    assert_equal [:not_utf8, 5, 'byte ff at index 2 of the value'], [error.kind, error.offset, error.actual]
  end

  def test_literals
    read = sequence("LP\xff\7".b)
    assert_nil read.literal('LP')
    assert_nil read.literal("\xff".b)
    assert_nil read.code("\7")
    assert_equal [:bad_value, 4], problem_of { sequence('LQ').literal('LP') }
    assert_equal [:unexpected_type, 4], problem_of { sequence("\0\6").code("\0\7") }
    assert_equal [:truncated, 4], problem_of { sequence('L').literal('LP') }
    assert_equal [:truncated, 4], problem_of { sequence('').code("\7") }
  end

  def test_relations
    read = sequence('')
    assert_nil read.check_body_length('x', 9, 3, 'abc')
    assert_nil read.check_same('x', 9, 3, 'y', 3)
    assert_nil read.check_body_sha512('x', 9, Digest::SHA512.digest('abc'), 'abc')
    assert_equal [:length_mismatch, 'x', 9], problem_of { read.check_body_length('x', 9, 4, 'abc') }
    assert_equal [:length_mismatch, 'x', 9], problem_of { read.check_same('x', 9, 4, 'y', 3) }
    assert_equal [:digest_mismatch, 'x', 9], problem_of { read.check_body_sha512('x', 9, 'no'.b, 'abc') }
  end
end

class EntriesTest < Minitest::Test
  include Problems

  # Two entries: `a` with 1 and -1, and `b` with none.
  TWO = "\1a\0\1\xff\xff\xff\xfe\1b\xff\xfe".b.freeze

  def sequence(bytes)
    Lonelypsp::Runtime::Sequence.new("\0\0\0\0".b + bytes.b, 4)
  end

  def two
    [Named.new(name: 'a', numbers: [1, -1].map { |value| Number.new(value:) }), Named.new(name: 'b', numbers: [])]
  end

  def writer
    Object.new.extend(Lonelypsp::Runtime::Writer, Lonelypsp::Runtime::EntryWriter)
  end

  def test_they_are_read_by_their_count
    read = sequence("\0\2#{TWO}rest".b)
    entries = read.entries('list', Named, 2)
    assert_equal two, entries
    assert_predicate entries, :frozen?
    assert_equal 'rest', read.rest
    assert_empty sequence("\0").entries('list', Named, 1)
  end

  def test_every_cut_is_found_in_its_entry
    bytes = "\0\2#{TWO}".b
    expected = [
      ['list', 4, 4], ['list[0].name', 6, 7], ['list[0].numbers[0].value', 8, 8], ['list[0].numbers[1].value', 10, 10],
      ['list[0].numbers[2].value', 12, 12], ['list[1].name', 14, 15], ['list[1].numbers[0].value', 16, 16]
    ]
    found = bytes.bytesize.times.map { |cut| problem_of { sequence(bytes[0, cut]).entries('list', Named, 2) } }
    expected = expected.flat_map { |at, *offsets| offsets.map { |offset| [:truncated, at, offset] } }
    assert_equal expected, found
  end

  def test_a_count_that_lies_is_found_at_the_first_entry_that_is_missing
    [1, 2, 4, 8].each do |width|
      count = "\xff".b * width
      assert_equal [:truncated, 'list[0].name', 4 + width], problem_of { sequence(count).entries('list', Named, width) }
      cut = [:truncated, 'list[2].name', 4 + width + TWO.bytesize]
      assert_equal cut, problem_of { sequence(count + TWO).entries('list', Named, width) }
    end
  end

  def test_they_ascend_strictly
    ["\1b\xff\xfe\1a\xff\xfe", "\1a\xff\xfe\1a\xff\xfe", "\0\xff\xfe\0\xff\xfe"].each do |bytes|
      kind, at, offset = problem_of { sequence("\2#{bytes}".b).entries('list', Named, 1) }
      assert_equal [:unsorted, 'list[1].name'], [kind, at]
      assert_equal 5 + (bytes.bytesize / 2) + 1, offset
    end
    # An absent name is empty and so before all others; a shorter one is before a longer one; bytes are compared.
    ["\0\xff\xfe\1a\xff\xfe", "\1a\xff\xfe\2aa\xff\xfe", "\1z\xff\xfe\2\xc3\xa9\xff\xfe"].each do |bytes|
      assert_equal 2, sequence("\2#{bytes}".b).entries('list', Named, 1).size
    end
  end

  def test_they_are_written_as_they_are_read
    assert_equal TWO, writer.put_entries(two, 'list', Named, 2)
    assert_equal '', writer.put_entries([], 'list', Named)
    many = Array.new(70_000) { |index| Number.new(value: index % 100) }
    bytes = writer.put_entries(many, 'list', Number)
    assert_equal many, sequence([70_000].pack('N') + bytes).entries('list', Number, 4)
  end

  def test_entries_that_begin_like_the_end_are_refused
    put = lambda do |numbers, ending|
      entries = numbers.map { |value| Number.new(value:) }
      writer.put_entries_unlike(entries, 'list', Number, ending)
    end
    assert_equal "\0\x01\0\x02".b, put.call([1, 2], "\0\x03".b)
    assert_equal [:bad_value, 'list[1].value'], problem_of { put.call([1, 2], "\0\x02".b) }
    # The second begins like this only with the third.
    assert_equal [:bad_value, 'list[1].value'], problem_of { put.call([1, 2, 3], "\0\x02\0\x03".b) }
    assert_equal "\0\x02".b, put.call([2], "\0\x02\0\x03".b)
  end

  def test_what_is_wrong_is_found_in_its_entry
    put = ->(entries, most = 9) { problem_of { writer.put_entries(entries, 'list', Named, most) } }
    assert_equal [:too_long, 'list'], put.call(two, 1)
    assert_equal [:unsorted, 'list[1].name'], put.call(two.reverse)
    assert_equal [:too_long, 'list[0].name'], put.call([Named.new(name: 'a' * 256, numbers: [])])
    wrong = Named.new(name: 'c', numbers: [Number.new(value: 1), Number.new(value: 40_000)])
    assert_equal [:out_of_range, 'list[2].numbers[1].value'], put.call([*two, wrong])
    [nil, 'text', {}, Number.new(value: 1), BasicObject.new].each do |value|
      assert_equal [:bad_value, 'list'], put.call(value)
      assert_equal [:bad_value, 'list[0]'], put.call([value])
      wrong = Named.new(name: 'c', numbers: value)
      assert_equal [:bad_value, 'list[0].numbers'], put.call([wrong])
    end
    assert_equal [:bad_value, 'rest'], problem_of { writer.check_rest(nil, 'rest') }
  end
end

class EntryTest < Minitest::Test
  def named(name, *numbers)
    Named.new(name:, numbers: numbers.map { |value| Number.new(value:) })
  end

  def test_they_are_values
    one = named('a', 1)
    assert_equal one, named('a', 1)
    assert_equal one.hash, named('a', 1).hash
    refute_equal one, named('a', 2)
    refute_equal Number.new(value: 1), nil
    assert_equal named('b', 1), one.with(name: 'b')
    assert_same one, one.with
    assert_equal({ name: 'a', numbers: [Number.new(value: 1)] }, one.to_h)
    assert Ractor.shareable?(one)
    assert_equal one, Marshal.load(Marshal.dump(one))
    one => { numbers: [{ value: }] }
    assert_equal 1, value
    assert_raises(NotImplementedError) { Lonelypsp::Runtime::Entry.new }
  end

  def test_secrets_are_not_shown_and_lists_are_cut
    assert_equal '#<Named name=[hidden], numbers=[#<Number value=1>]>', named('hunter2', 1).inspect
    shown = named(nil, *1..1000).inspect
    assert_includes shown, '(1000 entries)'
    refute_includes shown, 'value=9>'
  end

  # A class of somebody's own: each value is asked for once, and what is kept is a plain entry of the answers.
  class Counting < Number
    attr_reader :asked

    def initialize(asked)
      @asked = asked
      super(value: 1)
    end

    def value = @asked.push(:value).size
  end

  def test_what_is_kept_are_plain_entries_in_a_plain_list
    asked = []
    given = Class.new(Array) { def map = ['no'] }.new([Counting.new(asked)])
    kept = Named.new(name: nil, numbers: given).numbers
    assert_equal [:value], asked
    assert_instance_of Array, kept
    assert_instance_of Number, kept.first
    assert_equal 1, kept.first.value
    assert_predicate kept, :frozen?
    refute_predicate given, :frozen?
  end
end

class FlagsTest < Minitest::Test
  include Problems

  def test_reading
    read = Lonelypsp::Runtime::Sequence.new("\x12\x34\0\1".b, 4)
    block = Lonelypsp::Runtime::Block.new("\x12\x34\0\1".b, [], true)
    [read, block].each do |input|
      assert_equal 0x1234, input.flags
      assert_nil input.check_flags(0xffff)
      assert_nil input.check_flags(0x1234)
      assert_equal [:bad_value, 0], problem_of { input.check_flags(0x1230) }
    end
  end

  def test_writing
    writer = Lonelypsp::Runtime::Message
    assert_equal [8, 0], [writer.put_flag(true, 'x', 8), writer.put_flag(false, 'x', 8)]
    [nil, 0, 1, 'true'].each { |value| assert_equal [:bad_value, 'x'], problem_of { writer.put_flag(value, 'x', 8) } }
    assert_equal [0, 0xfff6], [writer.put_unknown_flags(0, 'x', 0xfff6), writer.put_unknown_flags(0xfff6, 'x', 0xfff6)]
    [1, 8, 0x10000, -1, -16, 10**40].each do |value|
      assert_equal [:out_of_range, 'x'], problem_of { writer.put_unknown_flags(value, 'x', 0xfff6) }
    end
    [nil, true, 1.0, '0'].each do |value|
      assert_equal [:bad_value, 'x'], problem_of { writer.put_unknown_flags(value, 'x', 0xfff6) }
    end
    assert_equal [:out_of_range, 'x'], problem_of { writer.refuse_flags('x') }
  end
end
