-- A customer's own questionnaire, answered from the answers of one assessment. layout, choices and words are lines (see
-- store_questionnaires.cpp); layout is null while nobody has pointed the columns out. form: marks, yes_no, digits, text.
create table questionnaires (
  company_id text not null,
  questionnaire_id text not null,
  assessment_id text not null,
  workbook_id text not null,
  title text not null,
  layout text,
  choices text not null,
  form text not null,
  words text not null,
  version bigint not null,
  created_at bigint not null,
  created_by text not null,
  primary key (company_id, questionnaire_id),
  foreign key (company_id, assessment_id) references assessments (company_id, assessment_id),
  foreign key (company_id, workbook_id) references workbooks (company_id, workbook_id)
);

-- Its questions. item_no with its confidence (per mille) is a proposal until a person confirmed it (state); own_answer
-- and own_evidence are what a person wrote instead of the check sheet's words. candidates: "12:830 45:410".
create table questionnaire_rows (
  company_id text not null,
  questionnaire_id text not null,
  row_number bigint not null,
  number_text text not null,
  question text not null,
  answer_cell text not null,
  evidence_cell text not null,
  given_answer text not null,
  given_evidence text not null,
  candidates text not null,
  item_no bigint,
  confidence bigint not null,
  state text not null check (state in ('open', 'proposed', 'confirmed', 'none')),
  own_answer text,
  own_evidence text,
  version bigint not null,
  primary key (company_id, questionnaire_id, row_number),
  foreign key (company_id, questionnaire_id) references questionnaires (company_id, questionnaire_id)
);
