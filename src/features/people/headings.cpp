#include "features/people/headings.h"

#include <algorithm>

#include "base/text.h"

namespace sonae::people {

namespace {

constexpr std::size_t searched_lines = 20;

constexpr std::array<std::pair<Column, std::string_view>, 12> column_names = {{
    {Column::EmployeeNo, "employee_no"},
    {Column::Name, "name"},
    {Column::Kana, "kana"},
    {Column::Department, "department"},
    {Column::Parent, "parent_department"},
    {Column::Roles, "roles"},
    {Column::Mail, "mail"},
    {Column::Login, "login"},
    {Column::Posts, "posts"},
    {Column::Site, "site"},
    {Column::Employer, "employer"},
    {Column::Until, "until"},
}};

struct Word {
  std::string_view text;  ///< squashed: NFKC, lower case, without white space
  Column column;
};
constexpr std::array words = {
    Word{"社員番号", Column::EmployeeNo},
    Word{"社員no", Column::EmployeeNo},
    Word{"社員no.", Column::EmployeeNo},
    Word{"社員コード", Column::EmployeeNo},
    Word{"社員id", Column::EmployeeNo},
    Word{"社番", Column::EmployeeNo},
    Word{"従業員番号", Column::EmployeeNo},
    Word{"従業員コード", Column::EmployeeNo},
    Word{"職員番号", Column::EmployeeNo},
    Word{"employeeno", Column::EmployeeNo},
    Word{"employeeno.", Column::EmployeeNo},
    Word{"employeenumber", Column::EmployeeNo},
    Word{"employeeid", Column::EmployeeNo},
    Word{"employee_no", Column::EmployeeNo},
    Word{"staffno", Column::EmployeeNo},
    Word{"staffno.", Column::EmployeeNo},
    Word{"staffid", Column::EmployeeNo},
    Word{"氏名", Column::Name},
    Word{"名前", Column::Name},
    Word{"姓名", Column::Name},
    Word{"社員名", Column::Name},
    Word{"従業員名", Column::Name},
    Word{"氏名(漢字)", Column::Name},
    Word{"漢字氏名", Column::Name},
    Word{"name", Column::Name},
    Word{"fullname", Column::Name},
    Word{"employeename", Column::Name},
    Word{"フリガナ", Column::Kana},
    Word{"ふりがな", Column::Kana},
    Word{"カナ", Column::Kana},
    Word{"かな", Column::Kana},
    Word{"カナ氏名", Column::Kana},
    Word{"氏名カナ", Column::Kana},
    Word{"氏名(カナ)", Column::Kana},
    Word{"氏名フリガナ", Column::Kana},
    Word{"読み", Column::Kana},
    Word{"よみ", Column::Kana},
    Word{"kana", Column::Kana},
    Word{"reading", Column::Kana},
    Word{"furigana", Column::Kana},
    Word{"部門", Column::Department},
    Word{"部門名", Column::Department},
    Word{"部署", Column::Department},
    Word{"部署名", Column::Department},
    Word{"所属", Column::Department},
    Word{"所属名", Column::Department},
    Word{"所属部門", Column::Department},
    Word{"所属部署", Column::Department},
    Word{"department", Column::Department},
    Word{"dept", Column::Department},
    Word{"dept.", Column::Department},
    Word{"division", Column::Department},
    Word{"section", Column::Department},
    Word{"上位部門", Column::Parent},
    Word{"上位部署", Column::Parent},
    Word{"上位所属", Column::Parent},
    Word{"親部門", Column::Parent},
    Word{"親部署", Column::Parent},
    Word{"parentdepartment", Column::Parent},
    Word{"parent_department", Column::Parent},
    Word{"parent", Column::Parent},
    Word{"upperdepartment", Column::Parent},
    Word{"役割", Column::Roles},
    Word{"権限", Column::Roles},
    Word{"役割(sonae)", Column::Roles},
    Word{"role", Column::Roles},
    Word{"roles", Column::Roles},
    Word{"メール", Column::Mail},
    Word{"メールアドレス", Column::Mail},
    Word{"eメール", Column::Mail},
    Word{"e-mail", Column::Mail},
    Word{"email", Column::Mail},
    Word{"mail", Column::Mail},
    Word{"mailaddress", Column::Mail},
    Word{"emailaddress", Column::Mail},
    Word{"ログイン", Column::Login},
    Word{"ログイン名", Column::Login},
    Word{"ログインid", Column::Login},
    Word{"サインイン名", Column::Login},
    Word{"ユーザー名", Column::Login},
    Word{"ユーザーid", Column::Login},
    Word{"ユーザid", Column::Login},
    Word{"login", Column::Login},
    Word{"loginname", Column::Login},
    Word{"loginid", Column::Login},
    Word{"username", Column::Login},
    Word{"userid", Column::Login},
    Word{"sign-inname", Column::Login},
    Word{"兼務", Column::Posts},
    Word{"兼務部門", Column::Posts},
    Word{"兼務部署", Column::Posts},
    Word{"兼務先", Column::Posts},
    Word{"兼務所属", Column::Posts},
    Word{"兼任", Column::Posts},
    Word{"兼任部署", Column::Posts},
    Word{"otherdepartments", Column::Posts},
    Word{"other_departments", Column::Posts},
    Word{"posts", Column::Posts},
    Word{"concurrentposts", Column::Posts},
    Word{"拠点", Column::Site},
    Word{"事業所", Column::Site},
    Word{"勤務地", Column::Site},
    Word{"勤務先", Column::Site},
    Word{"拠点名", Column::Site},
    Word{"事業所名", Column::Site},
    Word{"site", Column::Site},
    Word{"workplace", Column::Site},
    Word{"location", Column::Site},
    Word{"所属会社", Column::Employer},
    Word{"会社", Column::Employer},
    Word{"会社名", Column::Employer},
    Word{"派遣元", Column::Employer},
    Word{"派遣会社", Column::Employer},
    Word{"雇用元", Column::Employer},
    Word{"employer", Column::Employer},
    Word{"company", Column::Employer},
    Word{"期限", Column::Until},
    Word{"いつまで", Column::Until},
    Word{"契約期限", Column::Until},
    Word{"契約終了日", Column::Until},
    Word{"契約満了日", Column::Until},
    Word{"until", Column::Until},
    Word{"enddate", Column::Until},
    Word{"contractend", Column::Until},
};

struct RoleWord {
  std::string_view text;
  std::optional<Role> role;  ///< nothing: no special role is said
};
constexpr std::array role_words = {
    RoleWord{"従業員", std::nullopt},
    RoleWord{"一般", std::nullopt},
    RoleWord{"社員", std::nullopt},
    RoleWord{"employee", std::nullopt},
    RoleWord{"部門責任者", Role::Manager},
    RoleWord{"部門長", Role::Manager},
    RoleWord{"責任者", Role::Manager},
    RoleWord{"部長", Role::Manager},
    RoleWord{"課長", Role::Manager},
    RoleWord{"所長", Role::Manager},
    RoleWord{"室長", Role::Manager},
    RoleWord{"工場長", Role::Manager},
    RoleWord{"manager", Role::Manager},
    RoleWord{"departmentmanager", Role::Manager},
    RoleWord{"head", Role::Manager},
    RoleWord{"事務局", Role::Secretariat},
    RoleWord{"secretariat", Role::Secretariat},
    RoleWord{"情報セキュリティ責任者", Role::Ciso},
    RoleWord{"最高情報セキュリティ責任者", Role::Ciso},
    RoleWord{"ciso", Role::Ciso},
    RoleWord{"securityofficer", Role::Ciso},
    RoleWord{"informationsecurityofficer", Role::Ciso},
    RoleWord{"委員", Role::CommitteeMember},
    RoleWord{"委員会", Role::CommitteeMember},
    RoleWord{"committee", Role::CommitteeMember},
    RoleWord{"committeemember", Role::CommitteeMember},
    RoleWord{"監査担当", Role::Auditor},
    RoleWord{"監査", Role::Auditor},
    RoleWord{"内部監査", Role::Auditor},
    RoleWord{"auditor", Role::Auditor},
    RoleWord{"管理者", Role::Administrator},
    RoleWord{"システム管理者", Role::Administrator},
    RoleWord{"administrator", Role::Administrator},
    RoleWord{"admin", Role::Administrator},
};

const RoleWord* find_role(std::string_view squashed) {
  const auto found = std::ranges::find(role_words, squashed, &RoleWord::text);
  return found == role_words.end() ? nullptr : &*found;
}

std::optional<Column> column_of(std::string_view cell) {
  // A mark for compulsory columns says nothing about which one it is.
  std::string plain = text::squash(cell);
  for (const std::string_view mark : {"*", "※"})
    while (plain.ends_with(mark)) plain.resize(plain.size() - mark.size());
  const auto found = std::ranges::find(words, std::string_view(plain), &Word::text);
  if (found == words.end()) return std::nullopt;
  return found->column;
}

bool is_role_separator(char32_t c) {
  return c == U',' || c == U'/' || c == U';' || c == U'|' || c == U'\n' || c == 0x3001 || c == 0x30fb || c == 0xff65;
}

}  // namespace

std::string_view name_of(Column column) {
  for (const auto& [value, name] : column_names)
    if (value == column) return name;
  die("a column without a name");
}

std::optional<Column> parse_column(std::string_view name) {
  for (const auto& [value, known] : column_names)
    if (known == name) return value;
  return std::nullopt;
}

std::optional<Headings> find_headings(const std::vector<Row>& rows) {
  std::optional<Headings> best;
  for (std::size_t i = 0; i < std::min(rows.size(), searched_lines); ++i) {
    Headings found;
    found.line = rows[i].line;
    for (std::size_t cell = 0; cell < rows[i].cells.size(); ++cell)
      if (const auto column = column_of(rows[i].cells[cell])) found.columns.emplace(*column, cell);
    if (found.columns.size() >= 2 && (!best || found.columns.size() > best->columns.size())) best = std::move(found);
  }
  return best;
}

std::optional<std::set<Role>> read_roles(std::string_view cell, std::string& unknown) {
  std::set<Role> roles;
  const auto take = [&](std::string_view word) {
    const std::string squashed = text::squash(word);
    if (squashed.empty()) return true;
    const RoleWord* found = find_role(squashed);
    if (found == nullptr) {
      unknown = text::trim(word);
      return false;
    }
    if (found->role) roles.insert(*found->role);
    return true;
  };
  // "監査 担当" is one word typed apart.
  if (find_role(text::squash(cell)) != nullptr) {
    take(cell);
    return roles;
  }
  const std::u32string all = text::to_utf32(text::nfkc(cell));
  std::u32string word;
  for (const char32_t c : all + U',') {
    if (!is_role_separator(c)) {
      word += c;
      continue;
    }
    if (!take(text::from_utf32(word))) return std::nullopt;
    word.clear();
  }
  return roles;
}

}  // namespace sonae::people
