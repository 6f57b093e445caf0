# frozen_string_literal: true

# Values of every kind, and of none, from a fixed seed.
class RandomValues
  NUMBERS = [0, 1, 127, 128, 255, 256, 300, 4096, 32_767, 65_535, 70_000, 16_777_215, (2**32) - 1, 2**32, (2**40) - 1,
             (2**56) - 1, (2**63) - 1, (2**64) - 1].freeze
  TEXTS = ['', 'a', 'abc', 'é', "\u{1f600}x", "\0\n", 'Bearer x'].freeze
  LENGTHS = [0, 1, 2, 3, 9, 32, 64, 300].freeze
  # How often another value is tried.
  TRIES = 500
  COUNTS = [0, 1, 1, 2, 3].freeze
  STRANGE = [nil, true, 1, -1, 2**64, 10**400, 1.5, Float::NAN, :symbol, [], ['a'], {}, 1..2, 'text', "\xff",
             "\xff".b, "a\u0300".encode('UTF-16LE'), "\xe9".dup.force_encoding('ISO-8859-1'), "\xed\xa0\x80",
             "\x81".dup.force_encoding('Shift_JIS'), 'x'.dup.force_encoding('UTF-7'), 'x' * 65_536, Object.new,
             BasicObject.new, Class, Class.new(String).new('sub'), Complex(1, 2), Rational(3, 4)].freeze

  def initialize(seed)
    @random = Random.new(seed)
  end

  def one_of(choices)
    choices[@random.rand(choices.size)]
  end

  def below(number)
    @random.rand(number)
  end

  def bytes(length)
    @random.bytes(length)
  end

  def strange
    one_of(STRANGE)
  end

  # A value of that kind, which need not fit its field. That of a group is a list of entries of its class.
  def of(kind)
    case kind
    when Class then Array.new(one_of(COUNTS)) { kind.new(**kind::FIELD_KINDS.transform_values { |inner| of(inner) }) }
    when :bytes then bytes(one_of(LENGTHS))
    when :text then one_of(TEXTS)
    when :optional_text then one_of([nil, *TEXTS])
    when :bool, :flag then one_of([true, false])
    when :uint then one_of(NUMBERS)
    when :float then one_of([0.0, 1.5, -2.25e-300, 1e21, Float::INFINITY, -Float::INFINITY])
    when :int then one_of(NUMBERS) * one_of([1, -1])
    end
  end

  # Values for all fields of a class that make a message: where the gem refuses a value, another is tried.
  def message(shape)
    values = shape::FIELD_KINDS.transform_values { |kind| of(kind) }
    digest(shape, values)
    shape.new(**values)
  rescue Gems::MODULE::Error => e
    repair(shape, values, e)
  end

  private

  def repair(shape, values, error)
    TRIES.times do
      values = repaired(shape, values, error)
      digest(shape, values)
      return shape.new(**values)
    rescue Gems::MODULE::Error => e
      error = e
    end
    raise error
  end

  # The same with another value in the place that an error names.
  def repaired(shape, values, error, place = error.at)
    field, index, inside = parts(shape, place)
    kind = shape::FIELD_KINDS.fetch(field)
    return values.merge(field => fitting(error, kind)) unless index

    entries = values[field].dup
    if error.kind == :unsorted
      entries.delete_at(index)
    else
      entries[index] = kind.new(**repaired(kind, entries[index].to_h, error, inside))
    end
    values.merge(field => entries)
  end

  # The field that a place is in, and in a group the entry and the place in that. A header that is derived has no field;
  # then any integer may be at fault.
  def parts(shape, place)
    names = shape::FIELD_KINDS.keys
    outer, index, inside = place.match(/\A([^\[]*)(?:\[(\d+)\]\.?(.*))?\z/).captures
    named = names.find { |name| outer.delete_prefix('x-').tr('-', '_') == name.to_s }
    named ? [named, index&.to_i, inside] : [one_of(names), nil, nil]
  end

  def fitting(error, kind)
    exact = error.expected[/\Aexactly (\d+)/, 1]
    return bytes(exact.to_i) if exact

    range = error.expected.match(/\Aa number from (-?\d+) to (-?\d+)/)&.captures&.map(&:to_i)
    return one_of([*range, @random.rand(range.first..range.last)]) if range && %i[uint int].include?(kind)

    kind == :bytes ? bytes(one_of(LENGTHS)) : of(kind)
  end

  # A field that looks like a digest is that of the body, and so is one that the code compares with it.
  def digest(shape, values)
    names = values.keys.grep(/sha512|digest/) + compared(shape)
    (names & values.keys).each { |name| values[name] = Gems::MODULE.sha512(values.values.last) }
  end

  def compared(shape)
    @compared ||= {}
    @compared[shape] ||= begin
      file, = Object.const_source_location(shape.name)
      File.read(file).scan(/sequence\.check_body_sha512\(\s*'(\w+)'/).flatten.map(&:to_sym)
    end
  end
end
